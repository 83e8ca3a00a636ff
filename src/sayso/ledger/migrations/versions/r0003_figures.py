"""Figures: the vague word behind a number, the whole that it is a part of, and whether it is only a change.

Readings that were stored before have none of them.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Boolean, Column, Float, Integer, Text

revision = "0003"
down_revision = "0002"

# What r0002 shows, and the new columns.
VIEW = """
CREATE VIEW figures_with_statements AS
SELECT d.published, d.outlet, f.words, f.low, f.high, f.bound, f.unit, f.counted, f.state, f.place, f.as_of, f.vague,
       f.scale, f.whole, f.change, s.source, a.name AS actor, a.role, a.naming, s.content, d.title, d.url,
       d.id AS document_id, s.id AS statement_id
FROM figures f JOIN readings r ON r.id = f.reading_id JOIN documents d ON d.id = r.document_id
LEFT JOIN statements s ON s.reading_id = f.reading_id AND s.position = f.statement_position
LEFT JOIN actors a ON a.reading_id = s.reading_id AND a.position = s.actor_position
WHERE r.current AND d.latest
"""


def upgrade() -> None:
    op.add_column("figures", Column("vague", Text))
    op.add_column("figures", Column("scale", Float, nullable=False, server_default="1"))
    op.add_column("figures", Column("whole", Integer))
    op.add_column("figures", Column("change", Boolean, nullable=False, server_default=sa.false()))
    op.execute(sa.text("DROP VIEW figures_with_statements"))
    op.execute(sa.text(VIEW))


def downgrade() -> None:
    raise NotImplementedError("a ledger is never taken back to an older Sayso: keep a copy of the file instead")

"""Training is tested on the processor, where the same seed gives the same bytes, also where there is a GPU."""

import os

os.environ["CUDA_VISIBLE_DEVICES"] = ""

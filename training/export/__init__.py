"""Export of a trained network as an nnU-Net v2 model folder."""

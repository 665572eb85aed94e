"""Painting of whole-body PET/CT studies onto organ maps of real patients."""

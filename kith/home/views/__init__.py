"""The pages that span areas: the front page, my network, kept maps, and what others see."""

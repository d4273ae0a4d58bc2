"""What an internal audit rests on: samples that anybody can draw again, and how large they are. Pure."""

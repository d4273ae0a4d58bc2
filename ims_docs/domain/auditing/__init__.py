"""What an internal audit rests on: samples to draw again, risks that say what comes first, own work. Pure."""

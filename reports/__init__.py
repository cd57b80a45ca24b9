"""What a report is: categories, urgency, place, time, number, states and clocks; pure, no input or output."""

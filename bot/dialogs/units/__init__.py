"""What a unit keeps: catalogue, month plan, clerk, workbooks."""

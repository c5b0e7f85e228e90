"""What is kept between runs: parses and rows, and the marks by which they are known to hold."""

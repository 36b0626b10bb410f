// Deadlines

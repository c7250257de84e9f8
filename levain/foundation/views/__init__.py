"""The pages of what holds the house together: files, notices and mails, answers from a mail."""

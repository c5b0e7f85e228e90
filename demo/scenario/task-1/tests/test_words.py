import unittest

from tally.words import words


class WordsTest(unittest.TestCase):
    def test_case_and_marks_are_dropped(self):
        self.assertEqual(words("Stop, STOP: stop!"), ["stop", "stop", "stop"])

    def test_an_apostrophe_stays_inside_its_word(self):
        self.assertEqual(words("It's the dogs' bowl"), ["it's", "the", "dogs", "bowl"])

    def test_numbers_are_no_words(self):
        self.assertEqual(words("chapter 12, page 7"), ["chapter", "page"])

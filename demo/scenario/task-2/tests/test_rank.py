import unittest

from tally.rank import rank


class RankTest(unittest.TestCase):
    def test_the_most_frequent_word_comes_first(self):
        self.assertEqual(rank(["wolf", "crow", "crow"], 1), [("crow", 2)])

    def test_equal_counts_come_in_alphabetical_order(self):
        self.assertEqual(rank(["wolf", "crow"], 2), [("crow", 1), ("wolf", 1)])

uniform int u_border;  // 0 zero, 1 replicate, 2 reflect, 3 wrap: enum class Border

// Where position p of an axis of n cells reads, −1 for a zero cell. Reflected and wrapped pads are not larger than the image.
int source(int p, int n) {
  bool before = p < 0, after = p >= n;
  int folded = before ? -p : 2 * (n - 1) - p;                   // reflect
  folded = u_border == 3 ? p + (before ? n : -n) : folded;      // wrap
  folded = u_border < 2 ? (before ? 0 : n - 1) : folded;        // replicate
  folded = u_border == 0 ? -1 : clamp(folded, 0, n - 1);
  return before || after ? folded : p;
}

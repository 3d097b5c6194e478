// Integer division is slow where a processor runs shaders; a ≥ 0, b > 0, quotient below 2^22.
int divide(int a, int b) {
  int q = int((float(a) + 0.5) / float(b));
  q -= int(q * b > a);
  return q + int((q + 1) * b <= a);
}

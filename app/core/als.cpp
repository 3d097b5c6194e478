// Bodies of als.h.
#include "core/als.h"

#include <Eigen/Dense>
#include <Eigen/SVD>
#include <algorithm>
#include <cmath>
#include <future>
#include <thread>

namespace sep {
namespace {

using Matrix = Eigen::MatrixXd;
using Eigen::Index;

constexpr double kLeastGain = 1e-5;  ///< of the squared error: a sweep that gains less is the last

/// One channel: q [terms × m], a [K_h × m], b [K_w × m] with core ≈ q·(a ⊙ b)ᵀ.
struct Factors {
  Matrix q, a, b;
};

/// Column j is a_j b_jᵀ written row by row.
Matrix products(const Matrix& a, const Matrix& b) {
  Matrix out(a.rows() * b.rows(), a.cols());
  for (Index j = 0; j < a.cols(); ++j) {
    for (Index y = 0; y < a.rows(); ++y) out.block(y * b.rows(), j, b.rows(), 1) = a(y, j) * b.col(j);
  }
  return out;
}

double error_of(const Matrix& core, const Factors& f) {
  return (core - f.q * products(f.a, f.b).transpose()).norm();
}

/// X that minimises ‖target − X·baseᵀ‖; the least one where several do.
Matrix least_squares(const Matrix& target, const Matrix& base) {
  return base.completeOrthogonalDecomposition().solve(target.transpose()).transpose();
}

/// The core with axis y (or x) as rows: K_h × (terms·K_w), or K_w × (terms·K_h).
Matrix unfolded(const Matrix& core, Size2 k, bool rows) {
  const Index terms = core.rows();
  Matrix out(rows ? k.h : k.w, terms * (rows ? k.w : k.h));
  for (Index t = 0; t < terms; ++t) {
    for (int y = 0; y < k.h; ++y) {
      for (int x = 0; x < k.w; ++x)
        (rows ? out(y, t * k.w + x) : out(x, t * k.h + y)) = core(t, Index{y} * k.w + x);
    }
  }
  return out;
}

/// The terms' kernels split into rank-1 parts, the first part of every term before the second of any.
Factors start_of(const Matrix& core, Size2 k, int m) {
  const Index terms = core.rows();
  Factors f{Matrix::Zero(terms, m), Matrix::Zero(k.h, m), Matrix::Zero(k.w, m)};
  for (int j = 0; j < m; ++j) {
    const Index term = j % terms, part = j / terms;
    Matrix kernel(k.h, k.w);
    for (int y = 0; y < k.h; ++y) {
      for (int x = 0; x < k.w; ++x) kernel(y, x) = core(term, Index{y} * k.w + x);
    }
    const Eigen::JacobiSVD<Matrix> svd(kernel, Eigen::ComputeThinU | Eigen::ComputeThinV);
    if (part >= svd.singularValues().size()) continue;
    f.q(term, j) = svd.singularValues()[part];
    f.a.col(j) = svd.matrixU().col(part);
    f.b.col(j) = svd.matrixV().col(part);
  }
  return f;
}

/// One tap a map: exact for m = K_h·K_w.
Factors taps_of(const Matrix& core, Size2 k) {
  Factors f{core, Matrix::Zero(k.h, core.cols()), Matrix::Zero(k.w, core.cols())};
  for (int y = 0; y < k.h; ++y) {
    for (int x = 0; x < k.w; ++x) f.a(y, y * k.w + x) = f.b(x, y * k.w + x) = 1;
  }
  return f;
}

/// Columns of a and b to length 1, their lengths into q.
void normalise(Factors& f) {
  for (Index j = 0; j < f.q.cols(); ++j) {
    for (Matrix* side : {&f.a, &f.b}) {
      const double length = side->col(j).norm();
      if (!(length > 0)) continue;
      side->col(j) /= length;
      f.q.col(j) *= length;
    }
  }
}

Factors swept(const Matrix& core, const Matrix& by_row, const Matrix& by_column, Factors f) {
  f.q = least_squares(core, products(f.a, f.b));
  f.a = least_squares(by_row, products(f.q, f.b));
  f.b = least_squares(by_column, products(f.q, f.a));
  normalise(f);
  f.q = least_squares(core, products(f.a, f.b));
  return f;
}

struct ChannelSplit {
  Factors factors;
  std::vector<double> history;
};

/// Given up where it is when *cancel became true.
ChannelSplit split_channel(const Matrix& core, Size2 k, int m, const std::atomic<bool>* cancel) {
  ChannelSplit out{start_of(core, k, m), {}};
  out.history.push_back(error_of(core, out.factors));
  const double rounding = 1e-12 * core.norm();
  if (m == core.cols() && out.history.back() > rounding) {
    out.factors = taps_of(core, k);
    out.history.push_back(error_of(core, out.factors));
    return out;
  }
  const Matrix by_row = unfolded(core, k, true), by_column = unfolded(core, k, false);
  for (int sweep = 0; sweep < kMostSweeps && out.history.back() > rounding; ++sweep) {
    if (cancel != nullptr && cancel->load()) break;
    Factors next = swept(core, by_row, by_column, out.factors);
    const double before = out.history.back(), after = error_of(core, next);
    if (!(after < before)) break;
    out.factors = std::move(next);
    out.history.push_back(after);
    if (before * before - after * after < kLeastGain * before * before) break;
  }
  return out;
}

/// σ_j·v_j as rows, from the stored √σ_j·v_j.
Matrix core_of(const BankSpectrum& s, size_t c) {
  const int taps = s.kernel.h * s.kernel.w;
  Matrix core(s.terms, taps);
  for (int j = 0; j < s.terms; ++j) {
    const double root = std::sqrt(s.sigma[c][static_cast<size_t>(j)]);
    for (int t = 0; t < taps; ++t) core(j, t) = root * s.v[c][static_cast<size_t>(j * taps + t)];
  }
  return core;
}

/// Writes channel c: half of each map's strength goes into column and row, the rest into the pointwise
/// weights.
void write(const BankSpectrum& s, int c, const Factors& f, BankSplit& out) {
  const auto at = static_cast<size_t>(c);
  const int m = out.multiplier, rows = s.filters / s.group, per_group = s.channels / s.group;
  const size_t width = static_cast<size_t>(per_group) * static_cast<size_t>(m);
  for (int j = 0; j < m; ++j) {
    const double strength = std::pow(f.q.col(j).norm(), 0.25),
                 rest = strength > 0 ? 1 / (strength * strength) : 0;
    const size_t map = at * static_cast<size_t>(m) + static_cast<size_t>(j);
    for (int y = 0; y < s.kernel.h; ++y)
      out.column[map * static_cast<size_t>(s.kernel.h) + static_cast<size_t>(y)] =
          static_cast<float>(f.a(y, j) * strength);
    for (int x = 0; x < s.kernel.w; ++x)
      out.row[map * static_cast<size_t>(s.kernel.w) + static_cast<size_t>(x)] =
          static_cast<float>(f.b(x, j) * strength);
    for (int i = 0; i < rows; ++i) {
      double sum = 0;
      for (int t = 0; t < s.terms; ++t) {
        const double root = std::sqrt(s.sigma[at][static_cast<size_t>(t)]);
        if (root > 0) sum += s.u[at][static_cast<size_t>(i * s.terms + t)] / root * f.q(t, j);
      }
      const auto filter = static_cast<size_t>(c / per_group * rows + i);
      out.pointwise[filter * width + static_cast<size_t>(c % per_group * m + j)] =
          static_cast<float>(sum * rest);
    }
  }
}

/// f(c) for every channel, on as many threads as the machine has: channels do not depend on each other.
template <class F>
void for_channels(int channels, F f) {
  constexpr int kLeast = 16, kMostThreads = 16;  // channels that are worth a thread
  const int threads =
      std::clamp(channels / kLeast, 1,
                 std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, kMostThreads));
  std::atomic<int> next{0};
  const auto work = [&] {
    for (int c = next++; c < channels; c = next++) f(c);
  };
  std::vector<std::future<void>> others;
  for (int i = 1; i < threads; ++i) others.push_back(std::async(std::launch::async, work));
  work();
  for (auto& other : others) other.get();
}

}  // namespace

int most_split_maps(const BankSpectrum& s) {
  const int rows = s.filters / s.group;
  return std::min(rows * std::min(s.kernel.h, s.kernel.w), s.kernel.h * s.kernel.w);
}

std::optional<BankSplit> split_bank(const BankSpectrum& s, int multiplier, const std::atomic<bool>* cancel) {
  BankSplit out;
  out.multiplier = std::clamp(multiplier, 1, most_split_maps(s));
  const auto maps = static_cast<size_t>(s.channels) * static_cast<size_t>(out.multiplier);
  out.column.resize(maps * static_cast<size_t>(s.kernel.h));
  out.row.resize(maps * static_cast<size_t>(s.kernel.w));
  out.pointwise.resize(static_cast<size_t>(s.filters) * maps / static_cast<size_t>(s.group));
  out.history.resize(static_cast<size_t>(s.channels));
  for_channels(s.channels, [&](int c) {
    if (cancel != nullptr && cancel->load()) return;
    ChannelSplit split = split_channel(core_of(s, static_cast<size_t>(c)), s.kernel, out.multiplier, cancel);
    write(s, c, split.factors, out);
    out.history[static_cast<size_t>(c)] = std::move(split.history);
  });
  if (cancel != nullptr && cancel->load()) return std::nullopt;
  double all = 0, start = 0, end = 0;  // added up in the channels' order, however they were shared out
  for (size_t c = 0; c < out.history.size(); ++c) {
    all += core_of(s, c).squaredNorm();
    start += out.history[c].front() * out.history[c].front();
    end += out.history[c].back() * out.history[c].back();
  }
  out.start_error = all > 0 ? std::sqrt(start / all) : 0;
  out.error = all > 0 ? std::sqrt(end / all) : 0;
  return out;
}

}  // namespace sep

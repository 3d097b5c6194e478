// Bodies of factorise.h, on Eigen's JacobiSVD (deterministic: no threads, no random start).
#include "core/factorise.h"

#include <Eigen/Dense>
#include <Eigen/SVD>
#include <algorithm>
#include <cmath>

namespace sep {
namespace {

using Matrix = Eigen::MatrixXd;

/// Index of the entry of largest magnitude; of equals the first, so that signs never flip by chance.
Eigen::Index largest(const Eigen::VectorXd& v) {
  Eigen::Index best = 0;
  for (Eigen::Index i = 1; i < v.size(); ++i) {
    if (std::abs(v[i]) > std::abs(v[best]) * (1 + 1e-9)) best = i;
  }
  return best;
}

struct Svd {
  Matrix u, v;
  Eigen::VectorXd sigma;
};

/// A matrix with NaN or infinity has no singular values: zeros stand for them.
Svd signed_svd(const Matrix& m) {
  if (!m.allFinite()) {
    const Eigen::Index terms = std::min(m.rows(), m.cols());
    return {Matrix::Zero(m.rows(), terms), Matrix::Zero(m.cols(), terms), Eigen::VectorXd::Zero(terms)};
  }
  const Eigen::JacobiSVD<Matrix> svd(m, Eigen::ComputeThinU | Eigen::ComputeThinV);
  Svd out{svd.matrixU(), svd.matrixV(), svd.singularValues()};
  for (Eigen::Index i = 0; i < out.sigma.size(); ++i) {
    if (out.v(largest(out.v.col(i)), i) < 0) {
      out.v.col(i) *= -1;
      out.u.col(i) *= -1;
    }
  }
  return out;
}

int numerical_rank_of(const Eigen::VectorXd& sigma) {
  int rank = 0;
  for (Eigen::Index i = 0; i < sigma.size(); ++i) {
    if (sigma[i] > 1e-7 * sigma[0]) ++rank;
  }
  return std::max(rank, 1);
}

std::vector<double> to_vector(const Eigen::VectorXd& v) { return {v.data(), v.data() + v.size()}; }

}  // namespace

SpatialFactors factorise(const Kernel& kernel) {
  const Eigen::Map<const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>> m(
      kernel.values.data(), kernel.size.h, kernel.size.w);
  const Svd svd = signed_svd(m);
  SpatialFactors out;
  out.size = kernel.size;
  out.sigma = to_vector(svd.sigma);
  out.numerical_rank = numerical_rank_of(svd.sigma);
  for (Eigen::Index i = 0; i < svd.sigma.size(); ++i) {
    const double root = std::sqrt(svd.sigma[i]);
    out.u.push_back(to_vector(svd.u.col(i) * root));
    out.v.push_back(to_vector(svd.v.col(i) * root));
  }
  return out;
}

Kernel rebuild(const SpatialFactors& factors, int rank) {
  Kernel out{factors.size, std::vector<double>(static_cast<size_t>(factors.size.h) * factors.size.w, 0.0)};
  for (int r = 0; r < std::min<int>(rank, static_cast<int>(factors.sigma.size())); ++r) {
    for (int y = 0; y < factors.size.h; ++y) {
      for (int x = 0; x < factors.size.w; ++x) out.at(y, x) += factors.u[r][y] * factors.v[r][x];
    }
  }
  return out;
}

double relative_error(std::span<const double> sigma, int rank) {
  double all = 0, tail = 0;
  for (size_t i = sigma.size(); i-- > 0;) {
    all += sigma[i] * sigma[i];
    if (static_cast<int>(i) >= rank) tail += sigma[i] * sigma[i];
  }
  return all > 0 ? std::sqrt(tail / all) : 0;
}

std::optional<BankSpectrum> spectrum_of(std::span<const float> weights, int n, int c, int group, Size2 kernel,
                                        const std::atomic<bool>* cancel) {
  const int taps = kernel.h * kernel.w;
  const int rows = n / group, per_group = c / group;
  BankSpectrum out{n, c, group, kernel, std::min(rows, taps), {}, {}, {}, 1};
  for (int ch = 0; ch < c; ++ch) {
    if (cancel != nullptr && cancel->load()) return std::nullopt;
    const int first = ch / per_group * rows, local = ch % per_group;
    Matrix w(rows, taps);
    for (int i = 0; i < rows; ++i) {
      for (int t = 0; t < taps; ++t) {
        w(i, t) = weights[(static_cast<size_t>(first + i) * per_group + local) * taps + t];
      }
    }
    const Svd svd = signed_svd(w);
    out.sigma.push_back(to_vector(svd.sigma));
    out.numerical_rank = std::max(out.numerical_rank, numerical_rank_of(svd.sigma));
    std::vector<float> u(static_cast<size_t>(rows) * out.terms), v(static_cast<size_t>(out.terms) * taps);
    for (int j = 0; j < out.terms; ++j) {
      const double root = std::sqrt(svd.sigma[j]);
      for (int i = 0; i < rows; ++i)
        u[static_cast<size_t>(i) * out.terms + j] = static_cast<float>(svd.u(i, j) * root);
      for (int t = 0; t < taps; ++t)
        v[static_cast<size_t>(j) * taps + t] = static_cast<float>(svd.v(t, j) * root);
    }
    out.u.push_back(std::move(u));
    out.v.push_back(std::move(v));
  }
  return out;
}

BankFactors factors_of(const BankSpectrum& s, int multiplier) {
  const int taps = s.kernel.h * s.kernel.w;
  const int m = std::clamp(multiplier, 1, s.terms);
  const int rows = s.filters / s.group, per_group = s.channels / s.group;
  const size_t row = static_cast<size_t>(per_group) * m;
  BankFactors out{std::vector<float>(static_cast<size_t>(s.channels) * m * taps),
                  std::vector<float>(s.filters * row)};
  for (int c = 0; c < s.channels; ++c) {
    const auto at = static_cast<size_t>(c);
    std::copy_n(s.v[at].begin(), static_cast<size_t>(m) * taps,
                out.depthwise.begin() + static_cast<std::ptrdiff_t>(at * m * taps));
    const int first = c / per_group * rows, local = c % per_group;
    for (int i = 0; i < rows; ++i) {
      for (int j = 0; j < m; ++j) {
        out.pointwise[(first + i) * row + static_cast<size_t>(local) * m + j] =
            s.u[at][static_cast<size_t>(i) * s.terms + j];
      }
    }
  }
  return out;
}

double relative_error(const BankSpectrum& s, int multiplier) {
  double all = 0, tail = 0;
  for (const auto& sigma : s.sigma) {
    for (size_t i = sigma.size(); i-- > 0;) {
      all += sigma[i] * sigma[i];
      if (static_cast<int>(i) >= multiplier) tail += sigma[i] * sigma[i];
    }
  }
  return all > 0 ? std::sqrt(tail / all) : 0;
}

DepthwiseFactors factorise_bank(std::span<const float> weights, int n, int c, Size2 kernel, int multiplier) {
  const BankSpectrum spectrum = *spectrum_of(weights, n, c, 1, kernel);
  BankFactors factors = factors_of(spectrum, multiplier);
  DepthwiseFactors out{std::move(factors.depthwise), std::move(factors.pointwise), spectrum.sigma, {}};
  for (const auto& sigma : spectrum.sigma) {
    out.numerical_rank.push_back(numerical_rank_of(
        Eigen::Map<const Eigen::VectorXd>(sigma.data(), static_cast<Eigen::Index>(sigma.size()))));
  }
  return out;
}

std::vector<float> compose_bank(std::span<const float> depthwise, std::span<const float> pointwise, int c,
                                int multiplier, Size2 kernel, int n0, int n1, int group, int n) {
  const int taps = kernel.h * kernel.w;
  const int per_group = c / group;
  const size_t row = static_cast<size_t>(per_group) * multiplier;
  std::vector<float> out(static_cast<size_t>(n1 - n0) * per_group * taps);
  size_t at = 0;
  for (int i = n0; i < n1; ++i) {
    const int first = group == 1 ? 0 : i / (n / group) * per_group;
    for (int local = 0; local < per_group; ++local) {
      for (int t = 0; t < taps; ++t, ++at) {
        double sum = 0;
        for (int j = 0; j < multiplier; ++j) {
          const size_t map = static_cast<size_t>(first + local) * multiplier + j;
          sum += static_cast<double>(pointwise[i * row + static_cast<size_t>(local) * multiplier + j]) *
                 depthwise[map * taps + t];
        }
        out[at] = static_cast<float>(sum);
      }
    }
  }
  return out;
}

}  // namespace sep

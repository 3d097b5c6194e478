// The workloads of the bench: names, shapes, forms.
#include <algorithm>

#include "gpu/benchmark.h"

namespace sep::gpu {
namespace {

ConvSpec same(int c_in, int c_out, int group, int kh, int kw, int stride = 1, int dilation = 1) {
  const Size2 k{kh, kw}, d{dilation, dilation};
  return {c_in,        c_out, group, k, {stride, stride}, d, same_pads({1024, 1024}, k, {stride, stride}, d),
          Border::zero};
}

std::vector<ConvSpec> passes(int c, int k) { return {same(c, c, c, k, 1), same(c, c, c, 1, k)}; }

class List {
 public:
  explicit List(Asked asked) : asked_(asked) {}
  void add(const std::string& name, const std::string& what, Shape in, std::vector<ConvSpec> chain) {
    all.push_back({name, what, in, std::move(chain), Form::fastest, asked_});
  }
  /// One with kernels that blur.
  void add_blur(const std::string& name, const std::string& what, Shape in, std::vector<ConvSpec> chain) {
    add(name, what, in, std::move(chain));
    all.back().mirrored = true;
  }
  /// The workload of this name again, in another form.
  void again(const std::string& name, Form form, const std::string& ending) {
    const Workload& first = *std::ranges::find(all, name, &Workload::name);
    all.push_back({name + "-" + ending, first.what + ", " + ending, first.in, first.chain, form, asked_,
                   first.mirrored});
  }
  std::vector<Workload> all;

 private:
  Asked asked_;
};

/// A to F: what the engine is measured by.
std::vector<Workload> main_ones() {
  List l(Asked::always);
  l.add_blur("A", "15x1 + 1x15, 1x2048^2", {1, 1, 2048, 2048}, passes(1, 15));
  l.again("A", Form::stages, "stages");
  l.add_blur("A-direct", "15x15, 1x2048^2", {1, 1, 2048, 2048}, {same(1, 1, 1, 15, 15)});
  l.add("A-direct-any", "15x15 of no symmetry, 1x2048^2", {1, 1, 2048, 2048}, {same(1, 1, 1, 15, 15)});
  l.add_blur("A3", "15x1 + 1x15, 3x1024^2", {1, 3, 1024, 1024}, passes(3, 15));
  l.again("A3", Form::stages, "stages");
  l.add("B", "depthwise 3x3, 64x256^2", {1, 64, 256, 256}, {same(64, 64, 64, 3, 3)});
  l.add("C", "pointwise 64 to 128, 256^2", {1, 64, 256, 256}, {same(64, 128, 1, 1, 1)});
  l.add("D", "standard 3x3 64 to 128, 128^2", {1, 64, 128, 128}, {same(64, 128, 1, 3, 3)});
  l.again("D", Form::direct, "direct");
  l.add("E", "depthwise 3x3 + pointwise 32 to 64, 256^2", {1, 32, 256, 256},
        {same(32, 32, 32, 3, 3), same(32, 64, 1, 1, 1)});
  l.again("E", Form::stages, "stages");
  l.add("E-standard", "standard 3x3 32 to 64, 256^2", {1, 32, 256, 256}, {same(32, 64, 1, 3, 3)});
  l.again("E-standard", Form::direct, "direct");
  ConvSpec wang{3, 3, 3, {5, 5}, {1, 1}, {1, 1}, {}, Border::zero};
  l.add("F", "depthwise 5x5 + pointwise 3 to 256, 12x12", {1, 3, 12, 12}, {wang, same(3, 256, 1, 1, 1)});
  wang.c_out = 256;
  wang.group = 1;
  l.add("F-standard", "standard 5x5 3 to 256, 12x12", {1, 3, 12, 12}, {wang});
  return l.all;
}

std::vector<Workload> other_sizes() {
  List l(Asked::always);
  for (const int k : {3, 5, 7, 9, 15, 31}) {
    const std::string size = std::to_string(k);
    l.add_blur("S" + size, "spatial passes K=" + size + ", 3x512^2", {1, 3, 512, 512}, passes(3, k));
    l.add_blur("S" + size + "-direct", "spatial direct K=" + size + ", 3x512^2", {1, 3, 512, 512},
               {same(3, 3, 3, k, k)});
  }
  l.add("B5", "depthwise 5x5, 64x256^2", {1, 64, 256, 256}, {same(64, 64, 64, 5, 5)});
  l.add("B-stride", "depthwise 3x3 stride 2, 64x256^2", {1, 64, 256, 256}, {same(64, 64, 64, 3, 3, 2)});
  l.add("B-dilation", "depthwise 3x3 dilation 2, 64x256^2", {1, 64, 256, 256},
        {same(64, 64, 64, 3, 3, 1, 2)});
  l.add("B-multiplier", "depthwise 3x3 multiplier 4, 16x256^2", {1, 16, 256, 256}, {same(16, 64, 16, 3, 3)});
  l.add("D-stride", "standard 3x3 stride 2, 64 to 128, 128^2", {1, 64, 128, 128},
        {same(64, 128, 1, 3, 3, 2)});
  l.add("D-dilation", "standard 3x3 dilation 2, 64 to 128, 128^2", {1, 64, 128, 128},
        {same(64, 128, 1, 3, 3, 1, 2)});
  return l.all;
}

/// Seconds each on software OpenGL.
std::vector<Workload> naive_ones() {
  List l(Asked::by_name);
  l.all = main_ones();
  const size_t count = l.all.size();
  for (const char* name : {"A", "A-direct", "A3", "B", "C", "D", "E", "E-standard", "F", "F-standard"})
    l.again(name, Form::naive, "naive");
  return {l.all.begin() + static_cast<std::ptrdiff_t>(count), l.all.end()};
}

/// Tensors of 256 MB, more than caches hold.
std::vector<Workload> large_ones() {
  List l(Asked::by_name);
  l.add_blur("A-large", "15x1 + 1x15, 1x8192^2", {1, 1, 8192, 8192}, passes(1, 15));
  l.add("B-large", "depthwise 3x3, 64x1024^2", {1, 64, 1024, 1024}, {same(64, 64, 64, 3, 3)});
  l.add("C-large", "pointwise 64 to 64, 1024^2", {1, 64, 1024, 1024}, {same(64, 64, 1, 1, 1)});
  return l.all;
}

/// One size grows, everything else stays: "scale-WHAT-SIZE".
std::vector<Workload> scaling_ones() {
  List l(Asked::scaling);
  for (const int side : {64, 128, 256, 512, 1024}) {
    l.add("scale-pixels-" + std::to_string(side * side), "depthwise 3x3, 16 channels", {1, 16, side, side},
          {same(16, 16, 16, 3, 3)});
  }
  for (const int c : {8, 16, 32, 64, 128, 256}) {
    const std::string n = std::to_string(c);
    l.add("scale-channels-" + n, "depthwise 3x3, 128^2", {1, c, 128, 128}, {same(c, c, c, 3, 3)});
    l.add("scale-filters-" + n, "pointwise 64 to N, 128^2", {1, 64, 128, 128}, {same(64, c, 1, 1, 1)});
  }
  for (const int k : {3, 5, 7, 9, 11, 13, 15}) {
    const std::string size = std::to_string(k);
    l.add_blur("scale-separable_K-" + size, "Kx1 + 1xK at once, 1024^2", {1, 1, 1024, 1024}, passes(1, k));
    l.add("scale-direct_K-" + size, "KxK, 1024^2", {1, 1, 1024, 1024}, {same(1, 1, 1, k, k)});
  }
  return l.all;
}

}  // namespace

const std::vector<Workload>& workloads() {
  static const std::vector<Workload> all = [] {
    std::vector<Workload> out;
    for (auto* make : {main_ones, other_sizes, naive_ones, large_ones, scaling_ones}) {
      for (Workload& w : make()) out.push_back(std::move(w));
    }
    return out;
  }();
  return all;
}

}  // namespace sep::gpu

// One convolution or a chain of them on oneDNN, for peers.py: layouts are oneDNN's own choice, reordering the
// input and the weights into them is not timed.
//     onednn_chain OUT.raw REPEAT INPUT.raw B C H W { WEIGHTS.raw N GROUP KH KW SH SW DH DW TOP LEFT BOTTOM
//     RIGHT }...
// Files are raw float32 in NCHW; prints the median time in milliseconds.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <unordered_map>
#include <vector>

#include <oneapi/dnnl/dnnl.hpp>

namespace {

using dnnl::memory;
using Clock = std::chrono::steady_clock;

memory::desc plain(const memory::dims& dims, memory::format_tag tag) {
  return {dims, memory::data_type::f32, tag};
}
memory::desc any(const memory::dims& dims) { return plain(dims, memory::format_tag::any); }

memory read(const char* file, const memory::desc& desc, const dnnl::engine& engine) {
  memory out(desc, engine);
  std::ifstream(file, std::ios::binary)
      .read(static_cast<char*>(out.get_data_handle()), static_cast<std::streamsize>(desc.get_size()));
  return out;
}

/// The same values in another layout.
memory as(memory from, const memory::desc& desc, const dnnl::engine& engine, dnnl::stream& stream) {
  if (from.get_desc() == desc) return from;
  memory to(desc, engine);
  dnnl::reorder(from, to).execute(stream, from, to);
  stream.wait();
  return to;
}

struct Step {
  dnnl::convolution_forward run;
  std::unordered_map<int, memory> with;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 20 || (argc - 8) % 13 != 0) return 2;
  const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
  dnnl::stream stream(engine);
  const auto number = [&](int i) { return std::atol(argv[i]); };
  memory::dims dims{number(4), number(5), number(6), number(7)};
  memory now = read(argv[3], plain(dims, memory::format_tag::nchw), engine);
  std::vector<Step> steps;
  for (int a = 8; a < argc; a += 13) {
    const long n = number(a + 1), group = number(a + 2), kh = number(a + 3), kw = number(a + 4), c = dims[1];
    const memory::dims stride{number(a + 5), number(a + 6)}, dilation{number(a + 7) - 1, number(a + 8) - 1};
    const memory::dims before{number(a + 9), number(a + 10)}, after{number(a + 11), number(a + 12)};
    const memory::dims w{group, n / group, c / group, kh, kw};
    const auto size = [&](int i) {
      const long span = (w[static_cast<size_t>(i) + 3] - 1) * (dilation[static_cast<size_t>(i)] + 1) + 1;
      return (dims[static_cast<size_t>(i) + 2] + before[static_cast<size_t>(i)] +
              after[static_cast<size_t>(i)] - span) /
                 stride[static_cast<size_t>(i)] +
             1;
    };
    const memory::dims out{dims[0], n, size(0), size(1)};
    const dnnl::convolution_forward::desc desc(dnnl::prop_kind::forward_inference,
                                               dnnl::algorithm::convolution_direct, any(dims), any(w),
                                               any(out), stride, dilation, before, after);
    const dnnl::convolution_forward::primitive_desc chosen(desc, engine);
    const memory weights =
        as(read(argv[a], plain(w, memory::format_tag::goihw), engine), chosen.weights_desc(), engine, stream);
    // only the first input is put into its layout beforehand; a later one that needs another would hide its
    // cost
    if (a > 8 && now.get_desc() != chosen.src_desc())
      std::fprintf(stderr, "onednn_chain: a layout changes inside the chain, and that is not timed\n");
    now = as(now, chosen.src_desc(), engine, stream);
    memory result(chosen.dst_desc(), engine);
    steps.push_back({dnnl::convolution_forward(chosen),
                     {{DNNL_ARG_SRC, now}, {DNNL_ARG_WEIGHTS, weights}, {DNNL_ARG_DST, result}}});
    now = result;
    dims = out;
  }
  std::vector<double> times;
  for (long i = 0; i < number(2) + 2; ++i) {
    const auto start = Clock::now();
    for (const Step& step : steps) step.run.execute(stream, step.with);
    stream.wait();
    times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
  }
  std::sort(times.begin() + 2, times.end());
  std::printf("%.6f\n", times[2 + (times.size() - 2) / 2]);
  const memory out = as(now, plain(dims, memory::format_tag::nchw), engine, stream);
  std::ofstream(argv[1], std::ios::binary)
      .write(static_cast<const char*>(out.get_data_handle()),
             static_cast<std::streamsize>(out.get_desc().get_size()));
  return 0;
}

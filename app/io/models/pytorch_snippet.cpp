// The separable path as a few lines of PyTorch.
#include <fmt/format.h>

#include "io/models/pytorch_words.h"
#include "io/models/save.h"

namespace sep::io {

namespace {

/// Lines that compute y from `from`. conv2d pads with zeros, as much before as after; everything else is
/// F.pad's.
std::string stage_lines(const Stage& stage, const char* from) {
  const ConvSpec& spec = stage.spec;
  const Pads& p = spec.pads;
  const bool even = p.top == p.bottom && p.left == p.right;
  const char* input = from;
  std::string lines, arguments;
  if (p != Pads{} && (spec.border != Border::zero || !even)) {
    lines += fmt::format("y = F.pad({}, ({}, {}, {}, {}), mode=\"{}\")  # left, right, top, bottom\n", from,
                         p.left, p.right, p.top, p.bottom, pad_mode(spec.border));
    input = "y";
  } else if (p != Pads{}) {
    arguments += fmt::format(", padding={}", pair_text(p.top, p.left));
  }
  if (spec.stride != Size2{1, 1})
    arguments += fmt::format(", stride={}", pair_text(spec.stride.h, spec.stride.w));
  if (spec.dilation != Size2{1, 1})
    arguments += fmt::format(", dilation={}", pair_text(spec.dilation.h, spec.dilation.w));
  if (stage.bias) arguments = fmt::format(", {}_bias", stage.name) + arguments;
  if (spec.group != 1) arguments += fmt::format(", groups={}", spec.group);
  return lines + fmt::format("y = F.conv2d({}, {}{})\n", input, stage.name, arguments);
}

}  // namespace

std::string pytorch_snippet(const Plan& plan, const std::vector<std::filesystem::path>& files) {
  std::string out = "import numpy as np\nimport torch\nimport torch.nn.functional as F\n\n";
  for (size_t i = 0; i < plan.separable.size() && i < files.size(); ++i) {
    const Stage& stage = plan.separable[i];
    const ConvSpec& spec = stage.spec;
    out += fmt::format("{} = torch.from_numpy(np.load({}))  # [{}, {}, {}, {}]\n", stage.name,
                       python_string(files[i].filename().string()), spec.c_out, spec.c_in_per_group(),
                       spec.kernel.h, spec.kernel.w);
    if (stage.bias)
      out += fmt::format("{}_bias = torch.tensor([{}])\n", stage.name, fmt::join(*stage.bias, ", "));
  }
  if (plan.separable.empty()) return out;
  out += fmt::format("\n# x: torch.float32, [{}, {}, {}, {}]\n", plan.input.b, plan.input.c, plan.input.h,
                     plan.input.w);
  const char* from = "x";
  for (const Stage& stage : plan.separable) {
    out += stage_lines(stage, from);
    from = "y";
  }
  const Shape& end = plan.separable.back().out;
  return out + fmt::format("# y: [{}, {}, {}, {}]\n", end.b, end.c, end.h, end.w);
}

}  // namespace sep::io

// Bodies of pytorch_script.h.
#include "io/models/pytorch_script.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/models/pytorch_words.h"

namespace sep::io {
namespace {

constexpr const char* kStageClass = R"py(
class Stage(nn.Module):
    """One convolution with these weights: pads, then nn.Conv2d. It counts a multiplication per weight and output element."""

    def __init__(self, weight, bias=None, groups=1, stride=1, dilation=1, pads=(0, 0, 0, 0), mode="constant"):
        super().__init__()
        c_out, c_in_per_group, k_h, k_w = weight.shape
        self.pads, self.mode, self.multiplications = pads, mode, 0
        self.conv = nn.Conv2d(c_in_per_group * groups, c_out, (k_h, k_w), stride=stride, dilation=dilation, groups=groups,
                              bias=bias is not None)
        with torch.no_grad():
            self.conv.weight.copy_(weight)
            if bias is not None:
                self.conv.bias.copy_(bias)

    def padded(self, x):
        return F.pad(x, self.pads, mode=self.mode) if any(self.pads) else x  # left, right, top, bottom

    def forward(self, x):
        y = self.conv(self.padded(x))
        self.multiplications = y.numel() * self.conv.weight[0].numel()
        return y

    def magnitude(self, x):
        """What the terms add up to without their signs: the scale of rounding."""
        c = self.conv
        return F.conv2d(self.padded(x.abs()), c.weight.abs(), stride=c.stride, dilation=c.dilation, groups=c.groups)


def terms(path):
    """The path's stages with their counts, and the sum."""
    counts = {name: stage.multiplications for name, stage in path.named_children()}
    return " + ".join(f"{name} {n:,}" for name, n in counts.items()), sum(counts.values())

)py";

bool exact(const Plan& plan) {
  constexpr double kRounding = 1e-6;
  return plan.relative_error < kRounding && (!plan.split || plan.split->error < kRounding);
}

bool finite(const std::vector<NamedWeights>& weights) {
  return std::all_of(weights.begin(), weights.end(), [](const NamedWeights& w) {
    return std::all_of(w.values.begin(), w.values.end(), [](float v) { return std::isfinite(v); });
  });
}

std::string identifier(const std::string& name) {
  std::string out = name;
  for (char& c : out) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  }
  return out;
}

std::string weight_name(const Stage& stage) {
  return (stage.path == PathId::standard ? "standard_" : "separable_") + identifier(stage.name);
}

/// A line for each row of a kernel; of 1×1 and K×1 kernels for each output channel.
std::string inline_values(const NamedWeights& w) {
  const int64_t row = w.dims.size() == 1 ? w.dims[0] : w.dims[3] > 1 ? w.dims[3] : w.dims[1] * w.dims[2];
  std::string out = fmt::format("    {}: torch.tensor([\n", python_string(w.name));
  for (size_t i = 0; i < w.values.size(); i += static_cast<size_t>(row)) {
    const auto from = w.values.begin() + static_cast<std::ptrdiff_t>(i);
    out += fmt::format("        {},\n", fmt::join(from, from + row, ", "));
  }
  return out + fmt::format("    ], dtype=torch.float32).reshape({}),\n", fmt::join(w.dims, ", "));
}

std::string weights_text(const std::vector<NamedWeights>& weights, const std::string& file) {
  if (!fit_inline(weights)) {
    return fmt::format(
        "with np.load(Path(__file__).with_name({})) as arrays:\n"
        "    WEIGHTS = {{name: torch.from_numpy(arrays[name]) for name in arrays.files}}\n",
        python_string(file));
  }
  std::string out = "WEIGHTS = {\n";
  for (const NamedWeights& w : weights) out += inline_values(w);
  return out + "}\n";
}

std::string stage_call(const Stage& stage) {
  const ConvSpec& spec = stage.spec;
  const Pads& p = spec.pads;
  std::string out = fmt::format("Stage(WEIGHTS[{}]", python_string(weight_name(stage)));
  if (stage.bias) out += fmt::format(", bias=WEIGHTS[{}]", python_string(weight_name(stage) + "_bias"));
  if (spec.group != 1) out += fmt::format(", groups={}", spec.group);
  if (spec.stride != Size2{1, 1}) out += ", stride=" + pair_text(spec.stride.h, spec.stride.w);
  if (spec.dilation != Size2{1, 1}) out += ", dilation=" + pair_text(spec.dilation.h, spec.dilation.w);
  if (p != Pads{}) out += fmt::format(", pads=({}, {}, {}, {})", p.left, p.right, p.top, p.bottom);
  if (p != Pads{} && spec.border != Border::zero) out += fmt::format(", mode=\"{}\"", pad_mode(spec.border));
  return out + ")";
}

std::string path_class(const char* name, const std::vector<Stage>& stages) {
  std::string out =
      fmt::format("\nclass {}(nn.Module):\n    def __init__(self):\n        super().__init__()\n", name);
  for (const Stage& stage : stages)
    out += fmt::format("        self.{} = {}  # {} to {}\n", identifier(stage.name), stage_call(stage),
                       to_text(stage.in), to_text(stage.out));
  out += "\n    def forward(self, x):\n";
  for (const Stage& stage : stages) out += fmt::format("        x = self.{}(x)\n", identifier(stage.name));
  return out + "        return x\n\n";
}

/// What the script says and checks of the difference.
std::string check_text(const Plan& plan, bool agree) {
  if (agree) {
    return "    worst = ((y - z).abs() / standard.standard.magnitude(x).clamp(min=1e-20)).max().item()\n"
           "    print(f\"largest difference {difference:.2g}: rounding only\")\n"
           "    assert worst < 1e-4, \"the paths do not agree\"\n";
  }
  const double left = std::max(plan.relative_error, plan.split ? plan.split->error : 0.0);
  return fmt::format(
      "    print(f\"largest difference {{difference:.2g}}, of outputs up to {{z.abs().max().item():.2g}}: "
      "the "
      "separable filters miss {:.3g} % of the standard ones\")\n",
      100 * left);
}

std::string main_text(const Plan& plan, bool agree) {
  return fmt::format(
      R"py(
def main():
    torch.manual_seed(0)
    x = torch.rand(INPUT)
    if len(sys.argv) > 1:
        import numpy as np

        x = torch.from_numpy(np.load(sys.argv[1]))
    separable, standard = Separable(), Standard()
    with torch.no_grad():
        y, z = separable(x), standard(x)
    parts, fewer = terms(separable)
    whole = terms(standard)[1]
    print(f"separable: {{parts}} = {{fewer:,}} multiplications")
    print(f"standard:  {{whole:,}} multiplications; separable / standard = {{fewer / whole:.4g}}")
    assert (fewer, whole) == ({}, {}), "not the counts of SepScope"
    difference = (y - z).abs().max().item()
{}

if __name__ == "__main__":
    main()
)py",
      plan.totals.separable, plan.totals.standard, check_text(plan, agree));
}

}  // namespace

std::vector<NamedWeights> weights_of_paths(const Plan& plan) {
  std::vector<NamedWeights> out;
  for (const auto* path : {&plan.separable, &plan.standard}) {
    for (const Stage& stage : *path) {
      const ConvSpec& s = stage.spec;
      out.push_back({weight_name(stage),
                     {s.c_out, s.c_in_per_group(), s.kernel.h, s.kernel.w},
                     weights_of(plan, stage, 0, s.c_out)});
      if (stage.bias) out.push_back({weight_name(stage) + "_bias", {s.c_out}, *stage.bias});
    }
  }
  return out;
}

bool fit_inline(const std::vector<NamedWeights>& weights) {
  size_t count = 0;
  for (const NamedWeights& w : weights) count += w.values.size();
  return count <= kMostInlineWeights;
}

std::string pytorch_script(const Plan& plan, const std::vector<NamedWeights>& weights,
                           const std::string& weights_file, const std::string& title) {
  std::string safe = title;
  std::replace(safe.begin(), safe.end(), '\\', '/');
  std::replace(safe.begin(), safe.end(), '"', '\'');
  const Shape& in = plan.input;
  std::string out = fmt::format(
      "\"\"\"{}\n\nMade by SepScope: the separable path and the standard convolution, with the weights of "
      "the "
      "experiment.\n\n"
      "    python FILE.py            on random numbers\n"
      "    python FILE.py input.npy  on a tensor: sepscope export EXPERIMENT --stage input -o input.npy\n"
      "\"\"\"\nimport sys\nfrom math import inf, nan\nfrom pathlib import Path\n\nimport numpy as np\nimport "
      "torch\nimport torch.nn.functional as F\nfrom torch import nn\n\n"
      "INPUT = ({}, {}, {}, {})  # batch, channels, height, width\n",
      safe, in.b, in.c, in.h, in.w);
  const bool inlined = fit_inline(weights);
  const auto drop = [&out](const std::string& line) { out.erase(out.find(line), line.size()); };
  if (finite(weights) || !inlined) drop("from math import inf, nan\n");
  if (inlined) {
    drop("from pathlib import Path\n");
    drop("import numpy as np\n");
  }
  out += weights_text(weights, weights_file) + "\n" + kStageClass;
  out += path_class("Separable", plan.separable) + path_class("Standard", plan.standard);
  return out + main_text(plan, exact(plan) && finite(weights));
}

}  // namespace sep::io

// What a plan costs as a LaTeX table. Plain LaTeX compiles it: no packages, every special character escaped.
#include <fmt/format.h>

#include <array>
#include <string_view>

#include "io/costs.h"

namespace sep::io {
namespace {

struct Replaced {
  std::string_view from, to;
};

constexpr std::array kReplaced{
    Replaced{"\\", "\\textbackslash{}"},
    Replaced{"{", "\\{"},
    Replaced{"}", "\\}"},
    Replaced{"#", "\\#"},
    Replaced{"$", "\\$"},
    Replaced{"%", "\\%"},
    Replaced{"&", "\\&"},
    Replaced{"_", "\\_"},
    Replaced{"~", "\\textasciitilde{}"},
    Replaced{"^", "\\textasciicircum{}"},
    Replaced{"·", "$\\cdot$"},
    Replaced{"×", "$\\times$"},
    Replaced{"−", "$-$"},
    Replaced{"≈", "$\\approx$"},
    Replaced{"≤", "$\\le$"},
    Replaced{"≥", "$\\ge$"},
    Replaced{"²", "$^2$"},
    Replaced{"³", "$^3$"},
    Replaced{"ₕ", "$_h$"},
    Replaced{"₀", "$_0$"},
    Replaced{"₁", "$_1$"},
    Replaced{"₂", "$_2$"},
    Replaced{"₃", "$_3$"},
    Replaced{"₄", "$_4$"},
    Replaced{"σ", "$\\sigma$"},
    Replaced{"Σ", "$\\Sigma$"},
    Replaced{"√", "$\\surd$"},
    Replaced{"’", "'"},
    Replaced{"“", "``"},
    Replaced{"”", "''"},
    Replaced{"–", "--"},
    Replaced{"—", "---"},
    Replaced{"…", "\\dots{}"},
    Replaced{"<", "$<$"},
    Replaced{">", "$>$"},
    Replaced{"|", "$|$"},
    Replaced{"∞", "$\\infty$"},
    Replaced{"→", "$\\to$"},
    Replaced{"°", "$^\\circ$"},
};

/// Bytes of the UTF-8 character that begins here.
size_t character_bytes(unsigned char first) {
  return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

std::string row_of(const Stage& stage) {
  return fmt::format("{} & {} & {} & {} & {} & {} \\\\\n", path_name(stage.path), tex_escaped(stage.name),
                     tex_escaped(formula_text(stage)), grouped(stage.multiplications),
                     grouped(stage.parameters), tex_escaped(to_text(stage.out)));
}

std::string total_of(PathId path, int64_t multiplications, int64_t parameters) {
  return fmt::format("\\textbf{{{}}} & \\textbf{{total}} & & \\textbf{{{}}} & \\textbf{{{}}} & \\\\\n",
                     path_name(path), grouped(multiplications), grouped(parameters));
}

}  // namespace

std::string tex_escaped(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const size_t bytes = std::min(text.size(), character_bytes(static_cast<unsigned char>(text[0])));
    const std::string_view character = text.substr(0, bytes);
    const bool ascii = static_cast<unsigned char>(text[0]) < 0x80;
    std::string_view put = ascii ? character : std::string_view("?");
    for (const Replaced& r : kReplaced) {
      if (r.from == character) put = r.to;
    }
    out += put;
    text.remove_prefix(bytes);
  }
  return out;
}

std::string costs_tex(const Plan& plan) {
  const Totals& t = plan.totals;
  std::string out =
      "% Made by SepScope. Needs no package: \\input this file, or compile it between \\begin{document} and "
      "\\end{document}.\n"
      "\\begin{table}[htbp]\n\\centering\\footnotesize\\setlength{\\tabcolsep}{3pt}\n";
  const std::string verdict = t.separable == t.standard ? "as many" : verdict_text(t);
  out += fmt::format("\\caption{{{} multiplications on the separable path: {}.", tex_escaped(verdict),
                     tex_escaped(plan.closed_form.text));
  out +=
      " One multiplication is counted for each weight and each output element, zero padding included.}\n"
      "\\smallskip\n\\begin{tabular}{lllrrl}\n\\hline\n"
      "path & stage & formula & multiplications & parameters & output ($H\\times W\\times C$) "
      "\\\\\n\\hline\n";
  for (const Stage& stage : plan.separable) out += row_of(stage);
  out += total_of(PathId::separable, t.separable, t.separable_parameters) + "\\hline\n";
  for (const Stage& stage : plan.standard) out += row_of(stage);
  out += total_of(PathId::standard, t.standard, t.standard_parameters);
  return out + "\\hline\n\\end{tabular}\n\\end{table}\n";
}

}  // namespace sep::io

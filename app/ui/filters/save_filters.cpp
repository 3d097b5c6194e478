// Bodies of save_filters.h.
#include "ui/filters/save_filters.h"

#include <fmt/format.h>

#include "io/experiment_file.h"
#include "io/models/save.h"
#include "ui/filters/bank_edit.h"

namespace sep::ui {

Result<std::string> save_filters(const Plan& plan, const std::filesystem::path& file) {
  Result<void> saved;
  if (plan.experiment.mode == Mode::spatial) {
    saved = io::save_kernel(file, plan.kernels.front());
  } else {
    const Stage& standard = plan.standard.front();
    const ConvSpec& s = standard.spec;
    const std::array<int64_t, 4> dims{s.c_out, s.c_in_per_group(), s.kernel.h, s.kernel.w};
    saved = io::save_bank(file, weights_of(plan, standard, 0, s.c_out), dims);
  }
  if (!saved) return tl::unexpected(saved.error());
  return "Saved " + file.string();
}

Result<SavedFactors> save_factors(const Plan& plan, const std::filesystem::path& file) {
  std::filesystem::path stem = file;
  stem.replace_extension();
  const auto files = io::save_stages(stem, plan);
  if (!files) return tl::unexpected(files.error());
  SavedFactors out;
  out.snippet = io::pytorch_snippet(plan, *files);
  std::filesystem::path script = stem;
  script += ".py";
  if (auto written = io::write_file(script, out.snippet); !written) return tl::unexpected(written.error());
  std::string names;
  for (const auto& f : *files) names += f.filename().string() + ", ";
  out.sentence = fmt::format("Saved {}{} in {}; the Python is on the clipboard too", names,
                             script.filename().string(), stem.parent_path().string());
  return out;
}

}  // namespace sep::ui

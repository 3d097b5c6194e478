// Exports that are numbers: costs, stage tensors, and code with its weights.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "cli/export/exporter.h"
#include "cli/headless.h"
#include "io/bundle/zip_archive.h"
#include "io/costs.h"
#include "io/experiment_file.h"
#include "io/file_bytes.h"
#include "io/models/pytorch_script.h"
#include "io/npy.h"
#include "ui/format.h"

namespace sep::cli {

namespace fs = std::filesystem;

namespace {

struct Computed {
  Headless headless;
  std::shared_ptr<const Plan> plan;
};

Result<Computed> compute_all(LoadedExperiment loaded, Progress& progress) {
  Result<Headless> headless = start_headless();
  if (!headless) return tl::unexpected(headless.error());
  Computed out{std::move(*headless), std::make_shared<const Plan>(std::move(loaded.plan))};
  if (auto done = compute(*out.headless.engine, loaded.image, out.plan, progress.go_on()); !done)
    return tl::unexpected(done.error());
  return out;
}

/// The stage of that name: as its file is called, or its own name where only one stage has it.
Result<NamedStage> chosen_stage(const Plan& plan, const std::string& name) {
  const std::vector<NamedStage> stages = named_stages(plan);
  std::string names;
  for (const NamedStage& s : stages) {
    const bool own = s.name.ends_with("-" + name) && std::isdigit(static_cast<unsigned char>(name[0])) == 0;
    if (s.name == name || own) return s;
    names += (names.empty() ? "" : ", ") + s.name;
  }
  return fail(fmt::format("there is no stage '{}'; there are {}.", name, names));
}

std::string output_of(const Plan& plan) {
  return fmt::format("separable-{}-{}", plan.separable.size(), plan.separable.back().name);
}

Result<void> save_stage(gpu::Engine& engine, const NamedStage& stage, const fs::path& file) {
  const Result<Tensor> tensor = engine.read(stage.ref);
  if (!tensor) return tl::unexpected(tensor.error());
  return io::save_npy(file, *tensor);
}

/// An .npz is a zip of .npy.
Result<std::string> npz_bytes(const std::vector<io::NamedWeights>& weights) {
  std::map<std::string, std::string> files;
  for (const io::NamedWeights& w : weights) {
    std::string& bytes = files[w.name + ".npy"] = io::npy_header(w.dims);
    bytes.append(reinterpret_cast<const char*>(w.values.data()), w.values.size() * sizeof(float));
  }
  return io::zip_bytes(files);
}

}  // namespace

Result<void> export_costs(const ExportOptions& options) {
  const Result<LoadedExperiment> loaded = load_whole(options.experiment);
  if (!loaded) return tl::unexpected(loaded.error());
  const Plan& plan = loaded->plan;
  return io::write_file(options.file, options.kind == io::ExportKind::csv    ? io::costs_csv(plan)
                                      : options.kind == io::ExportKind::json ? io::costs_json(plan)
                                                                             : io::costs_tex(plan));
}

Result<void> export_stage(const ExportOptions& options, Progress& progress) {
  Result<LoadedExperiment> loaded = load_whole(options.experiment);
  if (!loaded) return tl::unexpected(loaded.error());
  const std::string name = options.stage.empty() ? output_of(loaded->plan) : options.stage;
  const Result<NamedStage> stage = chosen_stage(loaded->plan, name);
  if (!stage) return tl::unexpected(stage.error());
  progress.part(0, 1, "computing");
  const Result<Computed> computed = compute_all(std::move(*loaded), progress);
  if (!computed) return tl::unexpected(computed.error());
  return save_stage(*computed->headless.engine, *stage, options.file);
}

Result<void> export_all_stages(const ExportOptions& options, Progress& progress) {
  Result<LoadedExperiment> loaded = load_whole(options.experiment);
  if (!loaded) return tl::unexpected(loaded.error());
  return io::write_folder_through(options.file, [&](const fs::path& folder) -> Result<void> {
    progress.part(0, 2, "computing");
    const Result<Computed> computed = compute_all(std::move(*loaded), progress);
    if (!computed) return tl::unexpected(computed.error());
    progress.part(1, 2, "writing");
    const std::vector<NamedStage> stages = named_stages(*computed->plan);
    for (size_t i = 0; i < stages.size(); ++i) {
      const auto saved =
          save_stage(*computed->headless.engine, stages[i], folder / (stages[i].name + ".npy"));
      if (!saved) return saved;
      if (auto on = progress.at(static_cast<double>(i + 1) / static_cast<double>(stages.size())); !on)
        return on;
    }
    return io::write_file(folder / "costs.json", io::costs_json(*computed->plan));
  });
}

Result<void> export_python(const ExportOptions& options) {
  const Result<LoadedExperiment> loaded = load_whole(options.experiment);
  if (!loaded) return tl::unexpected(loaded.error());
  const std::vector<io::NamedWeights> weights = io::weights_of_paths(loaded->plan);
  fs::path beside = options.file;
  beside.replace_extension();
  beside += "-weights.npz";
  const std::string script =
      io::pytorch_script(loaded->plan, weights, beside.filename().string(), ui::settings_text(loaded->plan));
  if (io::fit_inline(weights)) return io::write_file(options.file, script);
  const Result<std::string> npz = npz_bytes(weights);
  if (!npz) return tl::unexpected(npz.error());
  std::error_code ignored;
  const bool had = fs::exists(beside, ignored);
  if (auto written = io::write_file(beside, *npz); !written) return written;
  auto written = io::write_file(options.file, script);
  if (!written && !had) fs::remove(beside, ignored);  // both or none
  return written;
}

}  // namespace sep::cli

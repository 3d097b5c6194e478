// Bodies of launch.h.
#include "cli/launch.h"

#include <fmt/format.h>

#include "io/bundle/bundle.h"
#include "io/experiment_file.h"
#include "io/file_bytes.h"
#include "io/image.h"
#include "io/models/bank_source.h"
#include "io/models/opened.h"
#include "ui/images.h"

namespace sep::cli {

namespace fs = std::filesystem;

namespace {

struct Files {
  std::string image, other;
  io::Content content = io::Content::image;  ///< of other
};

const char* many(io::Content content) {
  return content == io::Content::image        ? "images"
         : content == io::Content::experiment ? "experiments"
                                              : "filters";
}

Result<void> sort_in(const std::string& file, Files& files) {
  const Result<io::Content> content = io::content_or_bundle(file);
  if (!content) return tl::unexpected(content.error());
  const bool image = *content == io::Content::image;
  std::string& place = image ? files.image : files.other;
  if (!place.empty()) {
    const bool alike = image || files.content == *content;
    return fail(
        fmt::format("{} and {} {}: name one.", io::quoted(place), io::quoted(file),
                    alike ? fmt::format("are both {}", many(*content)) : "are an experiment and filters"));
  }
  place = file;
  if (!image) files.content = *content;
  return {};
}

Result<void> take_experiment(const std::string& file, ui::LaunchOptions& options) {
  Result<Experiment> experiment = io::load_experiment_or_bundle(file);
  if (!experiment) return tl::unexpected(experiment.error());
  const fs::path base = fs::absolute(file).parent_path();
  if (auto resolved = io::resolve_bank(*experiment, base); !resolved)
    return fail(fmt::format("{}: {}", file, resolved.error().message));
  options.experiment = std::move(*experiment);
  options.base_dir = base;
  return {};
}

/// base: the input that the filters are to work on.
Result<void> take_filters(const std::string& file, const std::string& layer, const Experiment& base,
                          ui::LaunchOptions& options) {
  Result<io::Model> loaded = io::load_model(file);
  if (!loaded) return tl::unexpected(loaded.error());
  const auto model = std::make_shared<const io::Model>(std::move(*loaded));
  const Result<int> index = io::chosen_layer(*model, layer);
  if (!index) return tl::unexpected(index.error());
  const std::string absolute = fs::absolute(file).lexically_normal().string();
  auto made = io::layer_experiment(base, absolute, *model, *index);
  if (!made) return fail(fmt::format("{}: {}.", file, made.error().message));
  const Result<io::Image> image = io::load_input(made->experiment.input, {});
  if (!image) return tl::unexpected(image.error());
  io::choose_working_size(made->experiment, model->layers[static_cast<size_t>(*index)], image->info().size);
  options.experiment = std::move(made->experiment);
  options.notes = std::move(made->notes);
  options.notes.insert(options.notes.end(), model->warnings.begin(), model->warnings.end());
  options.browse_layers = layer.empty() && model->layers.size() > 1;
  options.model = model;
  options.model_file = absolute;
  return {};
}

Result<void> take_kernel(const std::string& file, ui::LaunchOptions& options) {
  Result<io::Layer> layer = io::load_kernel_layer(file);
  if (!layer) return tl::unexpected(layer.error());
  auto model = std::make_shared<io::Model>(io::Model{file, {}, {}});
  model->layers.push_back(std::move(*layer));
  auto made = io::layer_experiment(options.experiment.value_or(Experiment{}), file, *model, 0);
  if (!made) return tl::unexpected(made.error());
  options.experiment = std::move(made->experiment);
  options.notes = std::move(made->notes);
  options.model = std::move(model);
  options.model_file = fs::absolute(file).lexically_normal();
  return {};
}

}  // namespace

Result<void> take_files(const std::vector<std::string>& names, const FilterChoice& choice, bool interactive,
                        ui::LaunchOptions& options) {
  Files files;
  for (const std::string& name : names) {
    if (fs::path(name).extension() == ".md") {
      if (!options.lesson.empty())
        return fail(fmt::format("{} and {} are both lessons: name one.", io::quoted(options.lesson),
                                io::quoted(name)));
      options.lesson = name;
      continue;
    }
    if (auto sorted = sort_in(name, files); !sorted) return sorted;
  }
  const bool filters = !files.other.empty() && files.content == io::Content::filters;
  if (filters && !choice.kernel.empty())
    return fail(
        fmt::format("{} holds filters and --kernel names another: name one.", io::quoted(files.other)));
  if (!choice.layer.empty() && !filters) return fail("--layer needs a file of filters to choose from.");
  if (!files.other.empty() && !filters) {
    if (auto taken = take_experiment(files.other, options); !taken) return taken;
  }
  if (!files.image.empty()) {
    const Result<Size2> size = io::image_size(files.image);
    if (!size) return tl::unexpected(size.error());
    const bool alone = !options.experiment;
    if (alone) options.experiment = Experiment{};
    options.experiment->input.file = fs::absolute(files.image).string();
    if (alone && interactive) ui::keep_interactive(options.experiment->input, *size);
  }
  if (!choice.kernel.empty()) return take_kernel(choice.kernel, options);
  if (!filters) return {};
  return take_filters(files.other, choice.layer, options.experiment.value_or(Experiment{}), options);
}

}  // namespace sep::cli

// Bodies of launch.h.
#include "ui/launch.h"

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "io/bundle/bundle.h"
#include "io/file_bytes.h"
#include "io/models/bank_source.h"
#include "io/models/opened.h"
#include "io/network/network_file.h"
#include "io/paths.h"
#include "ui/filters/bank_edit.h"

namespace sep::ui {

namespace fs = std::filesystem;

namespace {

struct Files {
  std::string image, other, lesson;
  io::Content content = io::Content::image;  ///< of other
  bool filters() const { return !other.empty() && content == io::Content::filters; }
};

const char* many(io::Content content) {
  return content == io::Content::image        ? "images"
         : content == io::Content::experiment ? "experiments"
                                              : "filters";
}

Result<void> sort_in(const std::string& file, Files& files) {
  if (fs::path(file).extension() == ".md") {
    if (!files.lesson.empty())
      return fail(
          fmt::format("{} and {} are both lessons: name one.", io::quoted(files.lesson), io::quoted(file)));
    files.lesson = file;
    return {};
  }
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

Result<Files> sorted(const LaunchOptions& options) {
  Files files;
  files.lesson = options.lesson;
  for (const std::string& name : options.files) {
    if (auto done = sort_in(name, files); !done) return tl::unexpected(done.error());
  }
  if (files.filters() && !options.kernel.empty())
    return fail(
        fmt::format("{} holds filters and --kernel names another: name one.", io::quoted(files.other)));
  if (!options.layer.empty() && !files.filters())
    return fail("--layer needs a file of filters to choose from.");
  return files;
}

/// interactive: what it names and is gone gives way, as when it is opened in the window.
Result<void> take_experiment(const std::string& file, bool interactive, bool other_image, Document& d) {
  Result<Experiment> experiment = io::load_experiment_or_bundle(file);
  if (!experiment) return tl::unexpected(experiment.error());
  d.file = d.saved_as = fs::absolute(file).lexically_normal();
  name_absolutely(*experiment, d.file.parent_path());
  if (other_image) experiment->input.file.clear();
  if (interactive) leave_out_missing(*experiment, d.notes);
  if (!d.notes.empty()) d.saved_as.clear();
  if (auto resolved = io::resolve_bank(*experiment, {}); !resolved)
    return fail(fmt::format("{}: {}", file, resolved.error().message));
  d.experiment = std::move(*experiment);
  return {};
}

Result<void> take_image(const InputSource& input, Document& d) {
  auto image = load_shared(input);
  if (!image) return fail(image.error().message);
  d.image = std::move(*image);
  return {};
}

Result<void> take_image_file(const std::string& file, Document& d) {
  if (!d.experiment) d.file = fs::absolute(file).lexically_normal();
  d.saved_as.clear();
  d.experiment = d.experiment.value_or(Experiment{});
  d.experiment->input.file = fs::absolute(file).string();
  return take_image(d.experiment->input, d);
}

void take_made(io::LayerExperiment made, std::shared_ptr<const io::Model> model, Document& d) {
  d.saved_as.clear();
  d.experiment = std::move(made.experiment);
  d.notes = std::move(made.notes);
  d.notes.insert(d.notes.end(), model->warnings.begin(), model->warnings.end());
  d.model = std::move(model);
}

/// On the input of the document's experiment, where it has one.
Result<void> take_filters(const std::string& file, const std::string& layer, Document& d) {
  Result<io::Model> loaded = io::load_model(file);
  if (!loaded) return tl::unexpected(loaded.error());
  auto model = std::make_shared<const io::Model>(std::move(*loaded));
  const Result<int> index = io::chosen_layer(*model, layer);
  if (!index) return tl::unexpected(index.error());
  d.file = fs::absolute(file).lexically_normal();
  auto made = io::layer_experiment(d.experiment.value_or(Experiment{}), d.file.string(), *model, *index);
  if (!made) return fail(fmt::format("{}: {}.", file, made.error().message));
  if (d.image == nullptr) {
    if (auto taken = take_image(made->experiment.input, d); !taken) return taken;
  }
  io::choose_working_size(made->experiment, model->layers[static_cast<size_t>(*index)], d.image->info().size);
  d.browse_layers = layer.empty() && model->layers.size() > 1;
  take_made(std::move(*made), std::move(model), d);
  return {};
}

Result<void> take_kernel(const std::string& file, Document& d) {
  Result<io::Layer> layer = io::load_kernel_layer(file);
  if (!layer) return tl::unexpected(layer.error());
  auto model = std::make_shared<io::Model>(io::Model{file, {}, {}});
  model->layers.push_back(std::move(*layer));
  auto made = io::layer_experiment(d.experiment.value_or(Experiment{}), file, *model, 0);
  if (!made) return tl::unexpected(made.error());
  d.file = fs::absolute(file).lexically_normal();
  take_made(std::move(*made), std::move(model), d);
  return {};
}

Result<void> take_files(const Files& files, const Launch& launch, Document& d) {
  const LaunchOptions& options = launch.options;
  if (!files.other.empty() && !files.filters()) {
    auto taken = take_experiment(files.other, launch.interactive, !files.image.empty(), d);
    if (!taken) return taken;
  }
  if (!files.image.empty()) {
    if (auto taken = take_image_file(files.image, d); !taken) return taken;
  }
  if (!options.kernel.empty()) return take_kernel(options.kernel, d);
  return files.filters() ? take_filters(files.other, options.layer, d) : Result<void>();
}

/// Filters and images that are gone are left out, and so is all of it where it cannot be read.
void take_left(Experiment e, Document& d) {
  leave_out_missing(e, d.notes);
  if (const auto filters = io::resolve_bank(e, {}); !filters) {
    d.notes.push_back(filters.error().message + " Starting without these filters.");
    e = without_bank(std::move(e));
  }
  if (const auto taken = take_image(e.input, d); !taken) {
    d.notes.push_back(taken.error().message);
  } else {
    d.experiment = std::move(e);
  }
}

Result<void> take_beginning(const Launch& launch, const Files& files, Document& d) {
  const LaunchOptions& o = launch.options;
  if (o.experiment) {
    d.experiment = o.experiment;
    name_absolutely(*d.experiment, o.base_dir);
  } else if (!files.image.empty() || !files.other.empty() || !o.kernel.empty()) {
    if (auto taken = take_files(files, launch, d); !taken) return taken;
  } else if (launch.left) {
    take_left(*launch.left, d);
  }
  if (!d.experiment) return {};
  if (d.image == nullptr) {
    if (auto taken = take_image(d.experiment->input, d); !taken) return taken;
  }
  InputSource& input = d.experiment->input;
  if (launch.interactive && !launch.left && !input.file.empty())
    keep_interactive(input, d.image->info().size);
  return {};
}

Result<void> take_network(const std::string& name_or_file, Document& d) {
  if (name_or_file.empty()) return {};
  const auto data = io::data_dir();
  if (!data) return tl::unexpected(data.error());
  auto network = io::load_network(name_or_file, *data / "assets");
  if (!network) return tl::unexpected(network.error());
  d.network = std::make_shared<const Network>(std::move(*network));
  return {};
}

Result<void> take_lesson(const std::string& lesson, Document& d) {
  if (lesson.empty() || lesson_number(lesson)) return {};
  auto loaded = lessons::load_lesson(fs::absolute(lesson));
  if (!loaded) return tl::unexpected(loaded.error());
  d.lesson = std::make_shared<const lessons::Lesson>(std::move(*loaded));
  return {};
}

/// What the box names while it is being read.
fs::path name_of(const Launch& launch) {
  const LaunchOptions& o = launch.options;
  if (!o.files.empty()) return o.files.front();
  const Experiment left = launch.left.value_or(Experiment{});
  for (const std::string* name : {&o.kernel, &left.bank.file, &left.input.file, &o.network, &o.lesson}) {
    if (!name->empty()) return *name;
  }
  return "the first example";
}

}  // namespace

std::optional<int> lesson_number(const std::string& lesson) {
  constexpr size_t kMostDigits = 3;
  if (lesson.empty() || lesson.size() > kMostDigits) return std::nullopt;
  if (lesson.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  return std::stoi(lesson);
}

Result<Document> read_launch(const Launch& launch) {
  Document d;
  const Result<Files> files = sorted(launch.options);
  if (!files) return fail(files.error().message);
  if (auto taken = take_beginning(launch, *files, d); !taken) return fail(taken.error().message);
  if (auto taken = take_network(launch.options.network, d); !taken) return fail(taken.error().message);
  if (auto taken = take_lesson(files->lesson, d); !taken) return fail(taken.error().message);
  return d;
}

ReadWish launch_wish(Launch launch) {
  ReadWish wish;
  wish.file = name_of(launch);
  wish.launch = std::make_shared<const Launch>(std::move(launch));
  return wish;
}

}  // namespace sep::ui

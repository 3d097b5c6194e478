// Bodies of document.h.
#include "ui/document.h"

#include <fmt/format.h>

#include "io/bundle/bundle.h"
#include "io/experiment_file.h"
#include "io/file_bytes.h"
#include "io/models/bank_source.h"
#include "io/models/opened.h"
#include "io/network/network_file.h"
#include "ui/filters/bank_edit.h"
#include "ui/launch.h"

namespace sep::ui {
namespace {

bool is_missing(const std::string& file) {
  std::error_code error;
  return !file.empty() && !std::filesystem::exists(file, error);
}

/// From an experiment's file or a bundle, names of files absolute, filters not yet read.
Result<Experiment> read_experiment(const std::filesystem::path& file) {
  auto loaded = io::load_experiment_or_bundle(file);
  if (!loaded) return loaded;
  name_absolutely(*loaded, file.parent_path());
  return loaded;
}

Result<Document> kernel_document(Document d) {
  auto layer = io::load_kernel_layer(d.file);
  if (!layer) return fail(layer.error().message);
  io::Model model{d.file.filename().string(), {}, {}};
  model.layers.push_back(std::move(*layer));
  d.model = std::make_shared<const io::Model>(std::move(model));
  return d;
}

/// A small JSON file with a list of layers, as networks have and experiments and kernels have not.
bool is_network(const std::filesystem::path& file) {
  constexpr int64_t kMostBytes = 1'000'000;
  if (file.extension() != ".json") return false;
  const auto text = io::read_file(file, kMostBytes);
  return text && text->find("\"layers\"") != std::string::npos;
}

Result<Document> network_document(Document d, int resolution) {
  auto network = io::load_network(d.file.string(), {}, resolution);
  if (!network) return fail(network.error().message);
  d.network = std::make_shared<const Network>(std::move(*network));
  return d;
}

Result<Document> lesson_document(Document d) {
  auto lesson = lessons::load_lesson(d.file);
  if (!lesson) return fail(lesson.error().message);
  d.lesson = std::make_shared<const lessons::Lesson>(std::move(*lesson));
  return d;
}

Result<Document> filters_document(Document d, const std::optional<std::string>& layer) {
  auto model = io::load_model(d.file);
  if (!model) return fail(model.error().message);
  d.model = std::make_shared<const io::Model>(std::move(*model));
  if (!layer) return d;
  auto bank = io::bank_of_layer(*d.model, *layer);
  if (!bank) return fail(fmt::format("{}: {}", d.file.filename().string(), bank.error().message));
  d.bank = std::move(*bank);
  return d;
}

Result<Document> with_image(Document d, const InputSource& input) {
  auto image = load_shared(input);
  if (!image) return fail(image.error().message);
  d.image = std::move(*image);
  return d;
}

Result<Document> experiment_document(Document d) {
  auto loaded = read_experiment(d.file);
  if (!loaded) return fail(loaded.error().message);
  leave_out_missing(*loaded, d.notes);
  if (d.notes.empty()) d.saved_as = d.file;
  if (auto resolved = io::resolve_bank(*loaded, {}); !resolved)
    return fail(fmt::format("{}: {}", d.file.filename().string(), resolved.error().message));
  d.experiment = std::move(*loaded);
  const InputSource input = d.experiment->input;
  return with_image(std::move(d), input);
}

}  // namespace

void leave_out_missing(Experiment& e, std::vector<std::string>& notes) {
  if (is_missing(e.bank.file)) {
    notes.push_back(
        fmt::format("The filters {} are missing: filters made here stand in for them.", e.bank.file));
    e = without_bank(std::move(e));
  }
  if (!is_missing(e.input.file)) return;
  notes.push_back(
      fmt::format("The image {} is missing: a sample stands in for it. Put it back and open this again, "
                  "or open another image; saving asks for a name.",
                  e.input.file));
  e.input.file.clear();
}

void name_absolutely(Experiment& e, const std::filesystem::path& folder) {
  for (std::string* file : {&e.input.file, &e.bank.file}) {
    if (!file->empty()) *file = std::filesystem::absolute(folder / *file).lexically_normal().string();
  }
}

Result<Document> read_document(const ReadWish& wish) {
  if (wish.launch != nullptr) return read_launch(*wish.launch);
  Document d;
  d.file = std::filesystem::absolute(wish.file).lexically_normal();
  if (d.file.extension() == ".md") return lesson_document(std::move(d));
  if (wish.whole_network || is_network(d.file)) return network_document(std::move(d), wish.resolution);
  const auto content = io::content_or_bundle(d.file);
  if (!content) return fail(content.error().message);
  if (*content == io::Content::filters) return filters_document(std::move(d), wish.layer);
  if (*content == io::Content::experiment) return experiment_document(std::move(d));
  if (wish.image_use == ImageUse::kernel) return kernel_document(std::move(d));
  InputSource input;
  input.file = d.file.string();
  return with_image(std::move(d), input);
}

}  // namespace sep::ui

// Bodies of document.h.
#include "ui/document.h"

#include <fmt/format.h>

#include "io/bundle/bundle.h"
#include "io/experiment_file.h"
#include "io/models/bank_source.h"
#include "io/models/opened.h"
#include "ui/filters/bank_edit.h"

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
  for (std::string* name : {&loaded->input.file, &loaded->bank.file}) {
    if (!name->empty()) *name = (file.parent_path() / *name).lexically_normal().string();
  }
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
                  "or open another image.",
                  e.input.file));
  e.input.file.clear();
}

Result<Document> read_document(const std::filesystem::path& file, ImageUse image_use,
                               const std::optional<std::string>& layer) {
  Document d{std::filesystem::absolute(file).lexically_normal(), std::nullopt, nullptr, nullptr, nullptr, {}};
  const auto content = io::content_or_bundle(d.file);
  if (!content) return fail(content.error().message);
  if (*content == io::Content::image && image_use == ImageUse::kernel) return kernel_document(std::move(d));
  InputSource input;
  if (*content == io::Content::filters) {
    auto model = io::load_model(d.file);
    if (!model) return fail(model.error().message);
    d.model = std::make_shared<const io::Model>(std::move(*model));
    if (layer) {
      auto bank = io::bank_of_layer(*d.model, *layer);
      if (!bank) return fail(fmt::format("{}: {}", d.file.filename().string(), bank.error().message));
      d.bank = std::move(*bank);
    }
    return d;
  }
  if (*content == io::Content::experiment) {
    auto loaded = read_experiment(d.file);
    if (!loaded) return fail(loaded.error().message);
    leave_out_missing(*loaded, d.notes);
    if (auto resolved = io::resolve_bank(*loaded, {}); !resolved)
      return fail(fmt::format("{}: {}", d.file.filename().string(), resolved.error().message));
    input = loaded->input;
    d.experiment = std::move(*loaded);
  } else {
    input.file = d.file.string();
  }
  auto image = io::load_input(input, {});
  if (!image) return fail(image.error().message);
  d.image = std::make_shared<const io::Image>(std::move(*image));
  return d;
}

}  // namespace sep::ui

// A file as it was read, not yet shown. Knows no ImGui, no GPU.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/experiment.h"
#include "io/models/model.h"
#include "ui/images.h"

namespace sep::ui {

/// What an image that is read is meant as.
enum class ImageUse { input, kernel };

/// An image, an experiment or filters as they were read from a file, not yet shown.
struct Document {
  std::filesystem::path file;            ///< absolute
  std::optional<Experiment> experiment;  ///< none: the file is an image or filters
  SharedImage image;                     ///< null: the file holds filters
  std::shared_ptr<const io::Model> model;
  std::shared_ptr<const FilterBank> bank;  ///< of the layer that was asked for
  std::vector<std::string> notes;          ///< sentences for whoever shows it to say: what is missing
};
/// Reads a file, told apart by content; may run beside the interface. Error: one sentence.
/// layer: of which the bank is made as well, where the file holds filters.
Result<Document> read_document(const std::filesystem::path& file, ImageUse image_use = ImageUse::input,
                               const std::optional<std::string>& layer = {});

/// What the experiment names (by absolute names) and is no longer there: an image gives way to the sample,
/// filters to those made here, each with a sentence.
void leave_out_missing(Experiment& experiment, std::vector<std::string>& notes);

}  // namespace sep::ui

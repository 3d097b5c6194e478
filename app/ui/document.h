// A file as it is read, not yet shown. Knows no ImGui, no GPU.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/experiment.h"
#include "core/network.h"
#include "io/models/model.h"
#include "lessons/lesson.h"
#include "ui/images.h"

namespace sep::ui {

struct Launch;

/// What an image that is read is meant as.
enum class ImageUse { input, kernel };

/// A file that is to be read, and as what.
struct ReadWish {
  std::filesystem::path file;
  ImageUse image_use = ImageUse::input;
  std::optional<std::string> layer = {};      ///< of filters: its bank is made as well
  bool whole_network = false;                 ///< all of a model, not its filters
  int resolution = 0;                         ///< of that network's input; 0: its own
  std::shared_ptr<const Launch> launch = {};  ///< all that the program begins with, in place of the file
};

/// An image, an experiment, filters, a network or a lesson as it was read from a file, not yet shown. One of
/// them is there, or at the program's start several; an experiment comes with its image.
struct Document {
  std::filesystem::path file;  ///< absolute
  std::optional<Experiment> experiment;
  SharedImage image;
  std::shared_ptr<const io::Model> model;
  std::shared_ptr<const FilterBank> bank;  ///< of the layer that was asked for
  std::shared_ptr<const Network> network;
  std::shared_ptr<const lessons::Lesson> lesson;
  std::vector<std::string> notes;  ///< sentences for whoever shows it to say: what is missing
  /// The file that has the experiment as it is, so that saving may replace it; none where something that it
  /// names is gone.
  std::filesystem::path saved_as;
  bool browse_layers = false;  ///< at the start: with the list of the model's layers
};
/// Reads a file, told apart by content (a lesson by its name's .md); may run beside the interface. Error: one
/// sentence.
Result<Document> read_document(const ReadWish& wish);

/// What the experiment names (by absolute names) and is no longer there: an image gives way to the sample,
/// filters to those made here, each with a sentence.
void leave_out_missing(Experiment& experiment, std::vector<std::string>& notes);

/// Makes the names of its files absolute, relative ones being in this folder.
void name_absolutely(Experiment& experiment, const std::filesystem::path& folder);

}  // namespace sep::ui

// The model that is open, and the layer of it that is being made into an experiment beside the interface.
#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/plan.h"
#include "io/models/bank_source.h"
#include "ui/document.h"
#include "ui/edit.h"

namespace sep::ui {

/// A model as it was read from its file.
struct OpenModel {
  std::filesystem::path file;
  std::shared_ptr<const io::Model> model;  ///< null: none is open
  ImageUse image_use = ImageUse::input;    ///< as which an image was read
};

class FilterFiles {
 public:
  FilterFiles() = default;
  ~FilterFiles() { cancel(); }
  FilterFiles(const FilterFiles&) = delete;
  FilterFiles& operator=(const FilterFiles&) = delete;

  /// The model whose layers can be chosen; null before the first.
  const std::shared_ptr<const io::Model>& model() const { return open_.model; }
  const std::filesystem::path& file() const { return open_.file; }
  const OpenModel& open() const { return open_; }
  void set(OpenModel model);

  /// Begins to make layer `index` of a model into an experiment on this base; forgets an earlier one. The
  /// model comes with the index: which one is open may have changed since it was picked.
  void choose(const OpenModel& of, int index, const Experiment& base, Size2 image);
  bool busy() const { return work_.valid(); }
  /// Of the layer that is being made, and since choose().
  const std::string& label() const { return label_; }
  double seconds() const;
  void cancel();

  struct Chosen {
    Edit edit;
    std::vector<std::string> notes;
  };
  /// What was made, once, laid over the present experiment. Nothing while it is being made, or after an edit
  /// that changed more than the view, or another size of the image: that cancels it. Error: one sentence.
  std::optional<Result<Chosen>> take(const Experiment& now, Size2 image);

 private:
  OpenModel open_;
  std::filesystem::path file_;  ///< of the layer that is being made
  std::future<Result<io::LayerExperiment>> work_;
  std::shared_ptr<std::atomic<bool>> cancelled_;
  std::string label_;
  Experiment base_;
  Size2 image_;
  std::chrono::steady_clock::time_point began_;
};

}  // namespace sep::ui

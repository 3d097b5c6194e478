// The model that is open, and the layer of it that is being made into an experiment beside the interface.
#pragma once

#include <atomic>
#include <filesystem>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/plan.h"
#include "io/models/bank_source.h"
#include "ui/edit.h"

namespace sep::ui {

class FilterFiles {
 public:
  FilterFiles() = default;
  ~FilterFiles() { cancel(); }
  FilterFiles(const FilterFiles&) = delete;
  FilterFiles& operator=(const FilterFiles&) = delete;

  /// The model whose layers can be chosen; null before the first.
  const std::shared_ptr<const io::Model>& model() const { return model_; }
  const std::filesystem::path& file() const { return file_; }
  void set(std::filesystem::path file, std::shared_ptr<const io::Model> model);

  /// Begins to make layer `index` of the model into an experiment on this base; forgets an earlier one.
  void choose(int index, const Experiment& base, Size2 image);
  bool busy() const { return work_.valid(); }
  void cancel();

  struct Chosen {
    Edit edit;
    std::vector<std::string> notes;
  };
  /// What was made, once, laid over the present experiment. Nothing while it is being made, or after an edit
  /// that changed more than the view: that cancels it. Error: one sentence.
  std::optional<Result<Chosen>> take(const Experiment& now);

 private:
  std::shared_ptr<const io::Model> model_;
  std::filesystem::path file_;
  std::future<Result<io::LayerExperiment>> work_;
  std::shared_ptr<std::atomic<bool>> cancelled_;
  std::string label_;
  Experiment base_;
};

}  // namespace sep::ui

// The document: the experiment with its undo steps, the image it works on, the last valid plan, and messages.
// One place applies edits. Knows no ImGui.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/plan.h"
#include "gpu/engine.h"
#include "ui/document.h"
#include "ui/edit.h"
#include "ui/filters/split_work.h"
#include "ui/history.h"
#include "ui/reading.h"

namespace sep::ui {

struct Message {
  enum class Kind { note, error } kind = Kind::note;
  std::string text;
};

class Session {
 public:
  explicit Session(gpu::Engine& engine) : engine_(&engine) {}

  /// Starts from an experiment whose files are absolute, as saved_as has it; what was done before stays one
  /// step of undo away. image: when already loaded. Error: its image cannot be loaded; then nothing changes.
  /// An experiment that is invalid otherwise is taken, and plan_error() says why.
  Result<void> start(Experiment experiment, SharedImage image = nullptr, std::filesystem::path saved_as = {});
  /// Takes a file that read_document() has read, as one step of undo. interactive: large images at a working
  /// size. Error: one sentence; then nothing changes.
  Result<void> open(Document document, bool interactive);
  /// The image of this file is another now: it is shown where the experiment names the file, with all else as
  /// it is and no step of undo; only a working size that it does not have is given up, as a step of undo.
  void renew_image(const std::string& file, SharedImage image, bool interactive);
  /// Computes the present plan with another engine, and goes on with that. Error: what it cannot compute;
  /// then nothing changes.
  Result<void> move_to(gpu::Engine& other);
  /// Saves the experiment; names of files become relative to it where they lie beside or below it.
  Result<void> save(const std::filesystem::path& file);
  /// This file has that experiment now, as save() or somebody else wrote it. file: absolute.
  void saved_as(const std::filesystem::path& file, const Experiment& experiment);

  /// Applies an edit with the least work that it needs. What cannot be loaded becomes a message and the edit
  /// is dropped.
  void apply(const Edit& edit);
  void undo();
  void redo();
  /// From now on an edit, undo or redo whose image is not kept waits for it, while it is read beside the
  /// interface; the next one that changes anything takes its place.
  void read_beside(bool beside) { beside_ = beside; }
  /// The image that such a step waits for; busy() while one does.
  Reading& awaited() { return awaited_.image; }
  const Reading& awaited() const { return awaited_.image; }
  /// Takes the step whose image has been read. What cannot be read is said.
  void take_awaited();
  void end_drag() { history_.close_step(); }
  /// Takes back the step that a drag has made so far, as if it had not been.
  void cancel_drag();

  /// Runs pending GPU work for about budget_ms (< 0: to its end), counting included. True when nothing
  /// is left to do.
  bool advance(double budget_ms);

  const Experiment& experiment() const { return experiment_; }
  const History& history() const { return history_; }
  /// The last valid plan; nullptr before the first one.
  const Plan* plan() const { return plan_.get(); }
  /// Empty when the plan is the experiment's own; else why it is not, in a sentence.
  const std::string& plan_error() const { return plan_error_; }
  bool valid() const { return plan_ != nullptr && plan_error_.empty(); }
  const io::Image* image() const { return image_.get(); }
  ImageInfo image_info() const { return image_ ? image_->info() : ImageInfo{}; }
  gpu::Engine& engine() const { return *engine_; }
  /// Limits of a slider, remembered until the experiment changes.
  const Limits& limits(Parameter parameter) const;
  bool busy() const { return plan_ != nullptr && !failed_ && !engine_->done(); }
  /// advance() has nothing left to do, but for what is made beside the interface.
  bool settled() const { return plan_ == nullptr || failed_ || engine_->settled(); }
  /// The plan waits for a split of the filters into three stages, which is made beside the interface;
  /// plan_error() says so meanwhile.
  bool splitting() const { return splits_.busy(); }
  /// Errors for the chart are being measured there.
  bool measuring() const { return splits_.measuring(); }
  /// The GPU gave up on the present plan; why is in message().
  bool failed() const { return failed_; }
  /// Grows with every change of the experiment.
  uint64_t revision() const { return revision_; }
  /// The file of the last save or open of an experiment; empty when it has none.
  const std::filesystem::path& file() const { return file_; }
  bool modified() const { return !(experiment_ == saved_); }

  void say(std::string text, Message::Kind kind = Message::Kind::note);
  void dismiss_message() { message_.reset(); }
  const std::optional<Message>& message() const { return message_; }

 private:
  /// Takes an experiment: image, plan, fit, engine. image: when already loaded. Error: the image; then
  /// nothing changed.
  Result<void> take(Experiment next, SharedImage image = nullptr);
  Result<void> upload(const InputSource& input, const SharedImage& image);
  void replan();
  /// True when the step that leads to this waits for its image.
  bool waits(const Experiment& next, std::function<void()> step, std::function<void()> skip);
  void make_plan();
  /// Takes what was made beside the interface; waits for it when there is all the time in the world.
  void advance_splits(bool wait);
  /// Gives the engine what the plan reads and the plan itself; on failure the engine gets back what it had.
  Result<void> hand_over(std::shared_ptr<const Plan> next);
  /// The engine could not compute the plan: goes back to the last one that it could.
  void fall_back(const std::string& why);

  gpu::Engine* engine_;
  ImageStore images_;
  bool beside_ = false;
  struct Awaited {
    Reading image;
    std::function<void()> step, skip;  ///< with the image; where it cannot be read
  } awaited_;
  Experiment experiment_, saved_;
  History history_;
  SharedImage image_;
  SharedImage plan_image_;                 ///< what the last valid plan works on
  std::shared_ptr<const Plan> good_plan_;  ///< the last one that the engine computed to its end
  SharedImage good_image_;
  uint64_t uploaded_key_ = 0;  ///< of the fitted image that the engine holds
  std::shared_ptr<const Plan> plan_;
  std::string plan_error_;
  SplitWork splits_;
  bool failed_ = false;
  std::optional<Message> message_;
  std::filesystem::path file_;
  uint64_t revision_ = 0;
  mutable std::map<Parameter, Limits> limits_;
};

/// The experiment of the very first start.
Experiment first_experiment();
/// Wang's example on the same image: 12×12×3, 5×5 kernels, 256 filters, depthwise.
Experiment wang_example(Experiment experiment, const ImageInfo& image);

}  // namespace sep::ui

// Bodies of filter_files.h.
#include "ui/filters/filter_files.h"

#include <fmt/format.h>

#include <chrono>

#include "io/models/opened.h"

namespace sep::ui {

void FilterFiles::set(std::filesystem::path file, std::shared_ptr<const io::Model> model) {
  cancel();
  file_ = std::move(file);
  model_ = std::move(model);
}

void FilterFiles::cancel() {
  if (!work_.valid()) return;
  cancelled_->store(true);
  work_ = {};  // waits for it, which takes no longer than one channel
}

void FilterFiles::choose(int index, const Experiment& base, Size2 image) {
  cancel();
  base_ = base;
  label_ = model_->layers.at(static_cast<size_t>(index)).name;
  cancelled_ = std::make_shared<std::atomic<bool>>(false);
  work_ = std::async(
      std::launch::async,
      [base, image, index, model = model_, file = file_.string(),
       stop = cancelled_]() -> Result<io::LayerExperiment> {
        auto made = io::layer_experiment(base, file, *model, index, stop.get());
        if (made) {
          io::choose_working_size(made->experiment, model->layers[static_cast<size_t>(index)], image);
          made->notes.insert(made->notes.end(), model->warnings.begin(), model->warnings.end());
        }
        return made;
      });
}

std::optional<Result<FilterFiles::Chosen>> FilterFiles::take(const Experiment& now) {
  if (!work_.valid()) return std::nullopt;
  const Work changed = least_work(base_, now);
  if (changed == Work::replan || changed == Work::reload) {
    cancel();
    return std::nullopt;
  }
  if (work_.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return std::nullopt;
  auto made = work_.get();
  if (!made)
    return Result<Chosen>(fail(fmt::format("{}: {}", file_.filename().string(), made.error().message)));
  made->experiment.view.map = now.view.map;
  return Result<Chosen>(Chosen{{"layer " + label_, "", std::move(made->experiment)}, std::move(made->notes)});
}

}  // namespace sep::ui

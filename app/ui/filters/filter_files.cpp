// Bodies of filter_files.h.
#include "ui/filters/filter_files.h"

#include <fmt/format.h>

#include "io/models/opened.h"

namespace sep::ui {

void FilterFiles::set(OpenModel model) {
  cancel();
  open_ = std::move(model);
}

void FilterFiles::cancel() {
  if (!work_.valid()) return;
  cancelled_->store(true);
  work_ = {};  // waits for it, which takes no longer than one channel
}

void FilterFiles::choose(const OpenModel& of, int index, const Experiment& base, Size2 image) {
  cancel();
  base_ = base;
  image_ = image;
  file_ = of.file;
  began_ = std::chrono::steady_clock::now();
  label_ = of.model->layers.at(static_cast<size_t>(index)).name;
  cancelled_ = std::make_shared<std::atomic<bool>>(false);
  work_ = std::async(
      std::launch::async,
      [base, image, index, model = of.model, file = of.file.string(),
       stop = cancelled_]() -> Result<io::LayerExperiment> {
        auto made = io::layer_experiment(base, file, *model, index, stop.get());
        if (made) {
          io::choose_working_size(made->experiment, model->layers[static_cast<size_t>(index)], image);
          made->notes.insert(made->notes.end(), model->warnings.begin(), model->warnings.end());
        }
        return made;
      });
}

double FilterFiles::seconds() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
}

std::optional<Result<FilterFiles::Chosen>> FilterFiles::take(const Experiment& now, Size2 image) {
  if (!work_.valid()) return std::nullopt;
  const Work changed = least_work(base_, now);
  if (changed == Work::replan || changed == Work::reload || image != image_) {
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

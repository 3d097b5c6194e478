// Bodies of session.h: the way from an edit to a plan on the GPU.
#include "ui/session.h"

#include <fmt/format.h>

#include "io/experiment_file.h"
#include "ui/filters/bank_edit.h"

namespace sep::ui {

Experiment first_experiment() { return {}; }

Experiment wang_example(Experiment e, const ImageInfo& image) {
  e.mode = Mode::depthwise;
  e.input.height = e.input.width = 12;
  e.input.fit = Fit::area;
  e.input.channels = image.channels == 3 ? 0 : 3;
  if (e.kernel.values || find_preset(e.kernel.preset) == nullptr) e.kernel = {};
  e.kernel.size = nearest_size(*find_preset(e.kernel.preset), {5, 5});
  if (e.kernel.size != Size2{5, 5}) e.kernel = {};
  e.kernels.clear();
  e.pointwise = {};
  e.filters = 256;
  e.multiplier = 1;
  e.stride = e.dilation = {1, 1};
  e.padding = Padding::valid;
  e.border = Border::zero;
  e.view = {};
  return e;
}

Result<void> Session::upload(const InputSource& input, const SharedImage& image) {
  const auto shape = working_shape(input, image->info());
  if (!shape) return fail(shape.error().message);
  const uint64_t key = io::fitted_key(*image, input, *shape);
  if (key == uploaded_key_) return {};
  if (auto done = engine_->set_image(io::fit_image(image->tensor, input, *shape), key); !done) return done;
  uploaded_key_ = key;
  return {};
}

Result<void> Session::take(Experiment next, SharedImage image) {
  const InputSource &now = experiment_.input, &then = next.input;
  if (image == nullptr && now.file == then.file && now.sample == then.sample) image = image_;
  if (image == nullptr) {
    auto loaded = images_.get(next.input);
    if (!loaded) return fail(loaded.error().message);
    image = std::move(*loaded);
  }
  const bool other_image = image != image_;
  const Work work = least_work(experiment_, next);
  if (work == Work::none && !other_image) return {};
  image_ = std::move(image);
  experiment_ = std::move(next);
  ++revision_;
  limits_.clear();
  if (other_image || work != Work::redraw || plan_ == nullptr) replan();
  return {};
}

void Session::replan() {
  if (splits_.waits_for(experiment_)) {
    plan_error_ = "Splitting the filters into columns, rows and a 1×1 mix…";
    return;
  }
  make_plan();
}

void Session::advance_splits(bool wait) {
  if (wait) splits_.wait();
  if (splits_.take_ready()) make_plan();
  if (!valid() || splitting()) return;
  splits_.measure(experiment_);
  if (wait && quickly_measured(experiment_)) splits_.wait_measured();
}

void Session::make_plan() {
  auto made = sep::plan(experiment_, image_->info());
  if (!made) {
    plan_error_ = made.error().message;
    return;
  }
  auto next = std::make_shared<const Plan>(std::move(*made));
  if (auto taken = hand_over(next); !taken) {
    plan_error_ = taken.error().message;
    return;
  }
  plan_ = std::move(next);
  plan_image_ = image_;
  failed_ = false;
  plan_error_.clear();
}

Result<void> Session::hand_over(std::shared_ptr<const Plan> next) {
  auto done = upload(next->experiment.input, image_);
  if (done) done = engine_->set_plan(std::move(next));
  if (!done && plan_ != nullptr) {
    if (upload(plan_->experiment.input, plan_image_)) (void)engine_->set_plan(plan_);
  }
  return done;
}

Result<void> Session::start(Experiment experiment, SharedImage image, std::filesystem::path saved_as) {
  const bool worked = history_.can_undo();
  const Experiment before = experiment_;
  if (image != nullptr) images_.put(experiment.input, image);
  if (auto taken = take(std::move(experiment), std::move(image)); !taken) return taken;
  if (worked) {
    history_.record({"start", "", experiment_}, before);
  } else {
    history_.clear();
  }
  saved_ = experiment_;
  file_ = std::move(saved_as);
  return {};
}

bool Session::waits(const Experiment& next, std::function<void()> step, std::function<void()> skip) {
  Reading& image = awaited_.image;
  const bool same = image.busy() && image.wish().file == next.input.file;
  const bool wait = beside_ && next.input.file != experiment_.input.file && !images_.holds(next.input);
  if (!same || !wait) image.cancel();
  if (!wait) return false;
  if (!same) image.begin({next.input.file});
  awaited_.step = std::move(step);
  awaited_.skip = std::move(skip);
  return true;
}

void Session::take_awaited() {
  auto read = awaited_.image.take();
  if (!read) return;
  if (*read && (*read)->image == nullptr)
    read = fail(fmt::format("{} is no image any more.", (*read)->file.filename().string()));
  if (!*read) {
    awaited_.skip();
    return say(read->error().message, Message::Kind::error);
  }
  InputSource named;
  named.file = awaited_.image.wish().file.string();
  images_.put(named, (*read)->image);
  awaited_.step();
}

void Session::apply(const Edit& edit) {
  if (edit.after == experiment_) return;
  if (waits(
          edit.after, [this, edit] { apply(edit); }, [] {}))
    return;
  Experiment before = experiment_;
  if (auto taken = take(edit.after); !taken) {
    say(taken.error().message, Message::Kind::error);
    return;
  }
  if (!(before == experiment_)) history_.record(edit, before);
}

void Session::undo() {
  if (!history_.can_undo()) return;
  const auto skip = [this] { (void)history_.undo(experiment_); };  // the next one goes on to what is before
  if (waits(
          history_.undo_experiment(), [this] { undo(); }, skip))
    return;
  if (const auto before = history_.undo(experiment_)) {
    if (auto taken = take(*before); !taken) say(taken.error().message, Message::Kind::error);
  }
}

void Session::cancel_drag() {
  undo();
  history_.forget_undone();
}

void Session::redo() {
  if (!history_.can_redo()) return;
  const auto skip = [this] { (void)history_.redo(experiment_); };
  if (waits(
          history_.redo_experiment(), [this] { redo(); }, skip))
    return;
  if (const auto after = history_.redo(experiment_)) {
    if (auto taken = take(*after); !taken) say(taken.error().message, Message::Kind::error);
  }
}

Result<void> Session::open(Document document, bool interactive) {
  awaited_.image.cancel();
  Experiment next = document.experiment.value_or(experiment_);
  if (!document.experiment) {
    next.input.file = document.file.string();
    next.input.height = next.input.width = 0;
    next.view.zoom = 1;
    next.view.centre_x = next.view.centre_y = 0.5F;
  }
  if (interactive) keep_interactive(next.input, document.image->info().size);
  images_.forget(next.input.file);
  images_.put(next.input, document.image);
  const Experiment before = experiment_;
  if (auto taken = take(std::move(next), document.image); !taken) return taken;
  history_.record({"open " + document.file.filename().string(), "", experiment_}, before);
  if (document.experiment) {
    file_ = document.saved_as;
    saved_ = experiment_;
  }
  message_.reset();
  return {};
}

void Session::renew_image(const std::string& file, SharedImage image, bool interactive) {
  InputSource named;
  named.file = file;
  images_.forget(file);
  images_.put(named, image);
  if (experiment_.input.file != file) return;
  Experiment next = experiment_;
  if (!working_shape(next.input, image->info())) {
    next.input.height = next.input.width = 0;
    if (interactive) keep_interactive(next.input, image->info().size);
  }
  const Experiment before = experiment_;
  if (auto taken = take(next, std::move(image)); !taken)
    return say(taken.error().message, Message::Kind::error);
  if (!(next == before))
    history_.record({std::filesystem::path(file).filename().string() + " changed", "", next}, before);
}

Result<void> Session::move_to(gpu::Engine& other) {
  if (plan_ != nullptr) {
    const InputSource& input = plan_->experiment.input;
    const auto shape = working_shape(input, plan_image_->info());
    if (!shape) return fail(shape.error().message);
    const uint64_t key = io::fitted_key(*plan_image_, input, *shape);
    if (auto done = other.set_image(io::fit_image(plan_image_->tensor, input, *shape), key); !done)
      return done;
    if (auto done = other.set_plan(plan_); !done) return done;
    while (!other.done()) {
      if (auto done = other.advance(-1); !done) return fail(done.error().message);
    }
    uploaded_key_ = key;
  }
  engine_ = &other;
  failed_ = false;
  good_plan_ = plan_;
  good_image_ = plan_image_;
  return {};
}

Result<void> Session::save(const std::filesystem::path& file) {
  const auto path = std::filesystem::absolute(file).lexically_normal();
  Experiment out = experiment_;
  out.input.file = relative_to(out.input.file, path.parent_path());
  out.bank.file = relative_to(out.bank.file, path.parent_path());
  if (auto saved = io::save_experiment(path, out); !saved) return saved;
  saved_as(path, experiment_);
  return {};
}

void Session::saved_as(const std::filesystem::path& file, const Experiment& experiment) {
  file_ = file;
  saved_ = experiment;
}

bool Session::advance(double budget_ms) {
  advance_splits(budget_ms < 0);
  const auto done = settled() ? Result<bool>(true) : engine_->advance(budget_ms);
  if (!done && !engine_->done()) fall_back(done.error().message);
  if (!done && plan_error_.empty()) say(done.error().message, Message::Kind::error);
  if (done && plan_ != nullptr && engine_->done()) {
    good_plan_ = plan_;
    good_image_ = plan_image_;
  }
  return done ? *done : settled();
}

void Session::fall_back(const std::string& why) {
  failed_ = true;  // until there is another plan
  if (good_plan_ == nullptr || good_plan_ == plan_) return;
  const auto plan = good_plan_;
  const auto image = good_image_;
  plan_error_ = why;
  if (!upload(plan->experiment.input, image) || !engine_->set_plan(plan)) return;
  plan_ = plan;
  plan_image_ = image;
  failed_ = false;
}

const Limits& Session::limits(Parameter parameter) const {
  const auto found = limits_.find(parameter);
  if (found != limits_.end()) return found->second;
  return limits_.emplace(parameter, limits_of(experiment_, image_info(), parameter)).first->second;
}

void Session::say(std::string text, Message::Kind kind) { message_ = Message{kind, std::move(text)}; }

}  // namespace sep::ui

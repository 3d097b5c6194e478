// Bodies of session.h: the way from an edit to a plan on the GPU.
#include "ui/session.h"

#include <fmt/format.h>

#include "io/bundle/bundle.h"
#include "io/experiment_file.h"
#include "io/models/bank_source.h"
#include "io/models/opened.h"
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
  if (auto done = engine_.set_image(io::fit_image(image->tensor, input, *shape), key); !done) return done;
  uploaded_key_ = key;
  return {};
}

Result<void> Session::take(Experiment next, SharedImage image) {
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
  if (done) done = engine_.set_plan(std::move(next));
  if (!done && plan_ != nullptr) {
    if (upload(plan_->experiment.input, plan_image_)) (void)engine_.set_plan(plan_);
  }
  return done;
}

Result<void> Session::start(Experiment experiment) {
  if (auto taken = take(std::move(experiment)); !taken) return taken;
  history_.clear();
  saved_ = experiment_;
  return {};
}

void Session::apply(const Edit& edit) {
  Experiment before = experiment_;
  if (auto taken = take(edit.after); !taken) {
    say(taken.error().message, Message::Kind::error);
    return;
  }
  if (!(before == experiment_)) history_.record(edit, before);
}

void Session::undo() {
  if (!history_.can_undo()) return;
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
  if (const auto after = history_.redo(experiment_)) {
    if (auto taken = take(*after); !taken) say(taken.error().message, Message::Kind::error);
  }
}

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

Result<Document> read_document(const std::filesystem::path& file, ImageUse image_use) {
  Document d{std::filesystem::absolute(file).lexically_normal(), std::nullopt, nullptr, nullptr, {}};
  const auto content = io::content_or_bundle(d.file);
  if (!content) return fail(content.error().message);
  if (*content == io::Content::image && image_use == ImageUse::kernel) return kernel_document(std::move(d));
  InputSource input;
  if (*content == io::Content::filters) {
    auto model = io::load_model(d.file);
    if (!model) return fail(model.error().message);
    d.model = std::make_shared<const io::Model>(std::move(*model));
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

Result<void> Session::open(Document document, bool interactive) {
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
    file_ = document.file;
    saved_ = experiment_;
  }
  message_.reset();
  return {};
}

Result<void> Session::save(const std::filesystem::path& file) {
  const auto path = std::filesystem::absolute(file).lexically_normal();
  if (path.extension() == io::kBundleEnding) {
    if (auto saved = io::save_bundle(path, experiment_); !saved) return saved;
    file_ = path;
    saved_ = experiment_;
    return {};
  }
  Experiment out = experiment_;
  out.input.file = relative_to(out.input.file, path.parent_path());
  out.bank.file = relative_to(out.bank.file, path.parent_path());
  if (auto saved = io::save_experiment(path, out); !saved) return saved;
  file_ = path;
  saved_ = experiment_;
  return {};
}

bool Session::advance(double budget_ms) {
  advance_splits(budget_ms < 0);
  const auto done = settled() ? Result<bool>(true) : engine_.advance(budget_ms);
  if (!done && !engine_.done()) fall_back(done.error().message);
  if (!done && plan_error_.empty()) say(done.error().message, Message::Kind::error);
  if (done && plan_ != nullptr && engine_.done()) {
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
  if (!upload(plan->experiment.input, image) || !engine_.set_plan(plan)) return;
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

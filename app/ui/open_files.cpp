// Opening files: what is read and made beside the interface, and the moment when the window shows it.
#include <fmt/format.h>

#include "core/links.h"
#include "ui/launch.h"
#include "ui/progress_box.h"
#include "ui/save_files.h"
#include "ui/start.h"
#include "ui/studio.h"

namespace sep::ui {
namespace {

bool is_small_and_grey(const io::Image& image) {
  const Shape& shape = image.tensor.shape;
  return shape.c == 1 && shape.h <= kMaxKernel && shape.w <= kMaxKernel;
}

/// Shows the layer that was being made, once it is made.
void take_layer(Studio& s) {
  auto made = s.filters.take(s.session.experiment(), s.session.image_info().size);
  if (!made) return;
  if (!*made) return s.session.say((*made).error().message, Message::Kind::error);
  s.session.dismiss_message();
  s.session.apply((*made)->edit);
  say_notes(s, (*made)->notes);
}

void show_model(Studio& s, OpenModel model) {
  s.session.dismiss_message();
  remember_file(s, model.file);
  s.filters.set(std::move(model));
  if (s.filters.model()->layers.size() == 1) return choose_layer(s, s.filters.open(), 0);
  s.layers.show(s.filters.open(), s.session.experiment().bank.layer);
}

void show_document(Studio& s, Document read) {
  const std::filesystem::path file = read.file;
  const std::vector<std::string> notes = read.notes;
  const bool could_be_kernel = !read.experiment && is_small_and_grey(*read.image);
  if (const auto opened = s.session.open(std::move(read), s.interactive); !opened)
    return s.session.say(opened.error().message, Message::Kind::error);
  say_notes(s, notes, Message::Kind::error);
  if (could_be_kernel)
    s.session.say(
        "Opened as the input image. To use it as the kernel, drop it on the kernel grid or choose "
        "File > Open as kernel.");
  remember_file(s, file);
}

void show_whole(Studio& s, const Document& read, const ReadWish& wish) {
  s.session.dismiss_message();
  if (!wish.whole_network) remember_file(s, read.file);
  put_network(s.state.network, read.file.string(), *read.network, wish.resolution);
}

/// Shows the file that was being read, once it is read.
void take_opened(Studio& s) {
  auto read = s.opening.take();
  if (!read) return;
  const ReadWish& wish = s.opening.wish();
  if (wish.launch != nullptr) {
    const auto shown =
        read->and_then([&](Document& d) { return take_launch(s, std::move(d), *wish.launch); });
    s.stand_in = 0;
    if (!shown) s.session.say(shown.error().message, Message::Kind::error);
    return;
  }
  if (!*read) return s.session.say(read->error().message, Message::Kind::error);
  if ((*read)->lesson != nullptr) return show_lesson(s, std::move(**read));
  if ((*read)->network != nullptr) return show_whole(s, **read, wish);
  if ((*read)->model != nullptr) return show_model(s, {(*read)->file, (*read)->model, wish.image_use});
  show_document(s, std::move(**read));
}

/// What reads for the user: a file, or the image that a step waits for.
const Reading* reading(const Studio& s) {
  return s.opening.busy() ? &s.opening : s.session.awaited().busy() ? &s.session.awaited() : nullptr;
}

}  // namespace

void remember_file(Studio& s, const std::filesystem::path& file) {
  add_recent(s.settings, file);
  s.settings.folder = file.parent_path().string();
  s.browser.set_folder(file.parent_path());
}

void choose_layer(Studio& s, const OpenModel& of, int index) {
  s.opening.cancel();  // the newest wish counts
  s.filters.choose(of, index, s.session.experiment(), s.session.image_info().size);
}

void take_answers(Studio& s) {
  take_saved(s);
  if (s.browser.visible() || s.layers.visible()) return;
  take_opened(s);
  s.session.take_awaited();
  take_layer(s);
  take_read_again(s);
}

bool reads_for_the_user(const Studio& s) { return reading(s) != nullptr || s.filters.busy(); }

void cancel_reading(Studio& s) {
  s.opening.cancel();
  s.session.awaited().cancel();
  s.filters.cancel();
}

bool can_stop(const Studio& s) { return reads_for_the_user(s) || s.saving.busy(); }

void stop_newest(Studio& s) {
  if (reads_for_the_user(s)) return cancel_reading(s);
  s.saving.ask_to_stop();
}

bool works_beside(const Studio& s) { return can_stop(s) || reads_again(s.followed) || s.session.splitting(); }

void draw_reading(Studio& s, int place) {
  const Reading* file = reading(s);
  if (file == nullptr && !s.filters.busy()) return;
  if ((file != nullptr ? file->seconds() : s.filters.seconds()) < kBoxAfter_s) return;
  const auto share = file != nullptr ? file->share() : std::nullopt;
  const std::string text = with_share(file != nullptr ? "Reading " + file->wish().file.filename().string()
                                                      : "Preparing layer " + s.filters.label(),
                                      share);
  if (draw_progress_box(s, {"reading", text, share, "Stops it (Esc); all stays as it is.", place}))
    cancel_reading(s);
}

void let_go_of_what_is_gone(Studio& s) {
  const Plan* plan = s.session.plan();
  Follow& f = s.state.follow;
  const auto gone = [plan](const Selection& selection) {
    return plan == nullptr || !is_in(*plan, selection);
  };
  if (f.pinned && gone(*f.pinned)) f.pinned.reset();
  if (f.hovered && gone(*f.hovered)) f.hovered.reset();
  std::erase_if(f.pointed, gone);
  auto& over = s.state.hovered;
  const bool stage = over && over->ref.slot == gpu::Slot::separable;
  if (over && (plan == nullptr || (stage && over->ref.index >= static_cast<int>(plan->separable.size()))))
    over.reset();
}

void open_file(Studio& s, const std::filesystem::path& file, ImageUse image_use) {
  s.browser.hide();
  s.layers.hide();
  s.opening.begin({file, image_use});
}

void drop_file(Studio& s, const std::filesystem::path& file, ImVec2 at) {
  const auto grid = s.widgets.rects().find("kernel.grid");
  const bool on_grid = grid != s.widgets.rects().end() && at.x >= grid->second.min.x &&
                       at.x < grid->second.max.x && at.y >= grid->second.min.y && at.y < grid->second.max.y;
  open_file(s, file, on_grid ? ImageUse::kernel : ImageUse::input);
}

void show_layers(Studio& s) {
  const std::filesystem::path file = s.session.experiment().bank.file;
  if (s.filters.model() != nullptr && (file.empty() || s.filters.file() == file)) {
    s.layers.show(s.filters.open(), s.session.experiment().bank.layer);
  } else if (!file.empty()) {
    open_file(s, file);
  }
}

}  // namespace sep::ui

// Bodies of follow_files.h.
#include "ui/follow_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

#include "io/models/bank_source.h"
#include "ui/studio.h"
#include "view/space_diagram.h"

namespace sep::ui {
namespace {

using Files = std::vector<std::string>;

Files lesson_file(const Studio& s) {
  const lessons::Player& p = s.state.lesson.player;
  return p.visible && p.lesson ? Files{p.lesson->file.string()} : Files{};
}

/// The filters' file, or the one that the typed kernel came from.
std::string filters_file(const Studio& s) {
  const Experiment& e = s.session.experiment();
  if (!e.bank.file.empty()) return e.bank.file;
  return s.filters.model() != nullptr ? s.filters.file().string() : "";
}

Files one(const std::string& file) { return file.empty() ? Files{} : Files{file}; }

Files shader_files(const std::filesystem::path& folder) {
  static constexpr std::array kEndings{".comp", ".vert", ".frag", ".glsl", ".h"};
  Files out;
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator it(folder, error), end; !error && it != end;
       it.increment(error)) {
    std::error_code ignored;
    const bool shader = std::ranges::count(kEndings, it->path().extension().string()) > 0;
    if (shader && it->is_regular_file(ignored)) out.push_back(it->path().string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

void say_broken(Studio& s, const std::string& why) {
  s.followed.said = why + (why.ends_with('.') ? "" : ".") + " What was read before stays.";
  s.session.say(s.followed.said, Message::Kind::error);
}

void dismiss_broken(Studio& s) {
  const auto& m = s.session.message();
  if (m && m->text == s.followed.said) s.session.dismiss_message();
  s.followed.said.clear();
}

void take_image(Studio& s, const Document& read) {
  if (read.image == nullptr || read.experiment) return;
  s.session.renew_image(read.file.string(), read.image, s.interactive);
}

/// The experiment with the kernel or the bank of this file as it is now; nothing where it uses neither.
Result<std::optional<Experiment>> renewed(const Studio& s, const Document& read) {
  Experiment e = s.session.experiment();
  const auto& before = s.filters.model();
  if (e.bank.file == read.file.string()) {
    if (read.bank == nullptr) return std::nullopt;
    return std::optional(io::with_renewed_bank(e, read.bank));
  }
  const bool typed = before && before->layers.size() == 1 && before->layers[0].kernel && e.kernel.values &&
                     *e.kernel.values == *before->layers[0].kernel;
  if (!typed || !e.bank.file.empty()) return std::nullopt;
  if (read.model->layers.size() != 1 || !read.model->layers[0].kernel)
    return fail(fmt::format("{} holds not one kernel any more", read.file.filename().string()));
  const Kernel& kernel = *read.model->layers[0].kernel;
  if (!(kernel.size == e.kernel.size)) e.rank = 0;
  e.kernel = {"", kernel.size, kernel};
  return std::optional(e);
}

void take_filters(Studio& s, const Document& read, ImageUse use) {
  if (read.model == nullptr) return;
  const auto next = renewed(s, read);
  if (!next) return say_broken(s, next.error().message);
  s.filters.set({read.file, read.model, use});
  if (*next)
    s.session.apply({read.file.filename().string() + " changed", "changed:" + read.file.string(), **next});
}

/// Nothing is said of a file that is gone again.
bool taken(Studio& s, Reading& reading, std::optional<Result<Document>>& read) {
  read = reading.take();
  if (!read) return false;
  if (*read) return true;
  if (stamp_of(reading.wish().file)) say_broken(s, read->error().message);
  return false;
}

Result<void> reload_shaders(Studio& s) {
  auto engine = gpu::Engine::create(s.followed.shaders);
  if (!engine) return fail(engine.error().message);
  (*engine)->set_family(s.engine->limits().family);
  auto diagram = view::Diagram::create(s.followed.shaders);
  if (!diagram) return fail(diagram.error().message);
  std::unique_ptr<view::Diagram> space;
  if (s.space) {
    auto made = view::create_space_diagram(s.followed.shaders);
    if (!made) return fail(made.error().message);
    space = std::move(*made);
  }
  if (auto moved = s.session.move_to(**engine); !moved) return moved;
  std::swap(s.engine, *engine);
  s.diagram = std::move(*diagram);
  s.space = std::move(space);
  return {};
}

/// "shader view/tile.frag …: 0:21(5): error: …", as Mesa's compilers write it, with the line in words; the
/// first complaint alone.
std::string shader_sentence(const std::string& text) {
  constexpr std::string_view kError = "): error: ";
  const std::string first = text.substr(0, text.find('\n'));
  const size_t error = first.find(kError), place = first.rfind(": ", error);
  int line = 0, column = 0;
  if (error == std::string::npos || place == std::string::npos ||
      std::sscanf(first.c_str() + place, ": %*d:%d(%d", &line, &column) != 2)
    return first;
  return fmt::format("{}, line {}: {}", first.substr(0, place), line, first.substr(error + kError.size()));
}

void changed(Studio& s, Watched what) {
  FollowedFiles& f = s.followed;
  switch (what) {
    case Watched::lesson:
      return f.lesson.begin({s.state.lesson.player.lesson->file});
    case Watched::image:
      return f.image.begin({s.session.experiment().input.file});
    case Watched::filters: {
      const Experiment& e = s.session.experiment();
      const ImageUse use = s.filters.file() == filters_file(s) ? s.filters.open().image_use : ImageUse::input;
      return f.filters.begin(
          {filters_file(s), use, e.bank.file.empty() ? std::nullopt : std::optional(e.bank.layer)});
    }
    case Watched::shaders:
      if (auto done = reload_shaders(s); !done) {
        say_broken(s, shader_sentence(done.error().message));
        (void)s.engine->take_gl_messages();  // the driver's log of the same
      } else {
        dismiss_broken(s);
      }
  }
}

}  // namespace

bool look_at_files(Studio& s, double now_s) {
  FileWatch& w = s.followed.watch;
  w.follow(Watched::lesson, lesson_file(s));
  w.follow(Watched::image, one(s.session.experiment().input.file));
  w.follow(Watched::filters, one(filters_file(s)));
  if (s.followed.developer && w.due(now_s)) w.follow(Watched::shaders, shader_files(s.followed.shaders));
  const auto found = w.look(now_s);
  for (const Watched what : found) changed(s, what);
  return !found.empty();
}

bool reads_again(const FollowedFiles& f) { return f.lesson.busy() || f.image.busy() || f.filters.busy(); }

void take_read_again(Studio& s) {
  std::optional<Result<Document>> read;
  if (taken(s, s.followed.lesson, read)) {
    dismiss_broken(s);
    renew_lesson(s, **read);
  }
  if (taken(s, s.followed.image, read)) {
    dismiss_broken(s);
    take_image(s, **read);
  }
  if (taken(s, s.followed.filters, read)) {
    dismiss_broken(s);
    take_filters(s, **read, s.followed.filters.wish().image_use);
  }
}

}  // namespace sep::ui

// Lesson files to lessons, line by line; the same syntax reads well in any viewer of Markdown.
#include "lessons/lesson_parse.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "io/clean_text.h"
#include "io/experiment_file.h"
#include "io/file_bytes.h"
#include "io/json_reader.h"
#include "io/stop.h"
#include "lessons/part_ids.h"
#include "lessons/pin.h"

namespace sep::lessons {
namespace {

constexpr size_t kMaxSteps = 100, kMaxExperiment = 100'000;

std::vector<Line> lines_of(const std::string& text) {
  std::vector<Line> lines;
  const std::string_view all = std::string_view(text).substr(text.starts_with("\xEF\xBB\xBF") ? 3 : 0);
  for (size_t at = 0; at < all.size();) {
    const size_t end = std::min(all.find('\n', at), all.size());
    std::string_view line = all.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back({static_cast<int>(lines.size()) + 1, line});
    at = end + 1;
  }
  return lines;
}

class LessonReader {
 public:
  LessonReader(const std::string& text, const std::string& source) : lines_(lines_of(text)), source_(source) {
    base_ = io::Json::parse(io::to_json(Experiment{}));
  }

  Result<Lesson> read() {
    for (at_ = 0; at_ < lines_.size(); ++at_) {
      if (io::stop_asked()) return fail(fmt::format("{}: {}.", source_, io::kStopped));
      if (auto ok = take(lines_[at_]); !ok) return tl::unexpected(ok.error());
    }
    if (auto ok = end_step(); !ok) return tl::unexpected(ok.error());
    if (lesson_.title.empty()) return bad(1, "a lesson begins with its title: # Title");
    if (lesson_.steps.empty()) return bad(1, "the lesson has no steps; each begins with ## Its title");
    return std::move(lesson_);
  }

 private:
  tl::unexpected<Error> bad(int line, const std::string& what) const {
    return tl::unexpected(complaint(source_, line, what));
  }

  Step* step() { return lesson_.steps.empty() ? nullptr : &lesson_.steps.back(); }

  Result<void> take(const Line& line) {
    const std::string_view text = trimmed(line.text);
    if (text.starts_with("```")) return fenced(line, trimmed(text.substr(3)));
    if (text.starts_with("## ")) return begin_step(line, trimmed(text.substr(3)));
    if (text.starts_with("# ")) return title(line, trimmed(text.substr(2)));
    if (text.empty()) return end_block();
    if (lesson_.title.empty()) return bad(line.number, "a lesson begins with its title: # Title");
    if (text.starts_with("highlight:")) return ids(line, "highlight:", text.substr(10), &Step::highlight);
    if (text.starts_with("cover:")) return ids(line, "cover:", text.substr(6), &Step::cover);
    if (text.starts_with("pin:")) return pin(line, trimmed(text.substr(4)));
    if (text.starts_with("> ")) return own_block(line, Block::Kind::formula, text.substr(2));
    if (text.starts_with("- ")) return own_block(line, Block::Kind::bullet, text.substr(2));
    if (words_.empty()) words_line_ = line.number;
    words_ += (words_.empty() ? "" : " ") + std::string(text);
    return {};
  }

  Result<void> title(const Line& line, std::string_view text) {
    if (!lesson_.title.empty()) return bad(line.number, "a lesson has one title; its steps begin with ##");
    lesson_.title = text;
    return {};
  }

  Result<void> begin_step(const Line& line, std::string_view text) {
    if (lesson_.title.empty()) return bad(line.number, "a lesson begins with its title: # Title");
    if (auto ok = end_step(); !ok) return ok;
    if (text.empty()) return bad(line.number, "the step has no title");
    if (lesson_.steps.size() == kMaxSteps)
      return bad(line.number, fmt::format("a lesson has at most {} steps", kMaxSteps));
    lesson_.steps.push_back({});
    has_experiment_ = false;
    lesson_.steps.back().title = text;
    lesson_.steps.back().line = line.number;
    return {};
  }

  Result<void> end_step() {
    if (auto ok = end_block(); !ok) return ok;
    Step* s = step();
    if (s == nullptr) return {};
    if (s->blocks.empty() && !s->question)
      return bad(s->line, fmt::format("the step \"{}\" says nothing", s->title));
    if (!s->cover.empty() && !s->question)
      return bad(s->line, fmt::format("the step \"{}\" covers something and asks nothing: cover: stays until "
                                      "its question is answered",
                                      s->title));
    s->experiment = whole_;
    return {};
  }

  /// A paragraph ends.
  Result<void> end_block() {
    if (words_.empty()) return {};
    if (step() == nullptr) {
      lesson_.about += (lesson_.about.empty() ? "" : " ") + words_;
      words_.clear();
      return {};
    }
    return add_block(words_line_, Block::Kind::paragraph, std::exchange(words_, {}));
  }

  Result<void> own_block(const Line& line, Block::Kind kind, std::string_view text) {
    if (auto ok = end_block(); !ok) return ok;
    if (step() == nullptr) return bad(line.number, "this stands before the first step, which begins with ##");
    return add_block(line.number, kind, std::string(trimmed(text)));
  }

  Result<void> add_block(int line, Block::Kind kind, const std::string& words) {
    auto text = text_of(words, source_, line);
    if (!text) return tl::unexpected(text.error());
    step()->blocks.push_back({kind, std::move(*text)});
    return {};
  }

  Result<void> ids(const Line& line, const char* word, std::string_view list,
                   std::vector<std::string> Step::*to) {
    if (step() == nullptr) return bad(line.number, fmt::format("{} stands before the first step", word));
    while (!list.empty()) {
      const size_t comma = std::min(list.find(','), list.size());
      const std::string_view id = trimmed(list.substr(0, comma));
      if (id.empty() || id.find(' ') != std::string_view::npos)
        return bad(line.number, fmt::format("{} needs ids with commas between them", word));
      if (const std::string why = not_a_part(id); !why.empty()) return bad(line.number, why);
      (step()->*to).emplace_back(id);
      list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return {};
  }

  Result<void> pin(const Line& line, std::string_view text) {
    if (step() == nullptr) return bad(line.number, "pin: stands before the first step");
    step()->pin = parse_pin(text);
    if (step()->pin) return {};
    return bad(
        line.number,
        fmt::format("pin: {} is no element: give stack, channel, row and column, such as separable.1 7 3,4",
                    text));
  }

  Result<void> fenced(const Line& line, std::string_view kind) {
    if (auto ok = end_block(); !ok) return ok;
    std::vector<Line> inside;
    for (++at_; at_ < lines_.size() && trimmed(lines_[at_].text) != "```"; ++at_)
      inside.push_back(lines_[at_]);
    if (at_ == lines_.size()) return bad(line.number, "``` is opened and not closed");
    if (step() == nullptr)
      return bad(line.number, "this block stands before the first step, which begins with ##");
    if (kind == "experiment") return experiment(line, inside);
    if (kind == "question") return question(line, inside);
    return bad(line.number, fmt::format("a block is ```experiment or ```question, not ```{}", kind));
  }

  Result<void> question(const Line& line, const std::vector<Line>& inside) {
    if (step()->question) return bad(line.number, "a step asks one question");
    auto made = parse_question(inside, source_, line.number);
    if (!made) return tl::unexpected(made.error());
    step()->question = std::move(*made);
    return {};
  }

  /// The block is merged over the experiment of the step before (JSON merge patch, RFC 7396).
  Result<void> experiment(const Line& line, const std::vector<Line>& inside) {
    if (std::exchange(has_experiment_, true)) return bad(line.number, "a step sets one experiment");
    std::string text(static_cast<size_t>(line.number), '\n');  // so that places in it are those in the file
    for (const Line& l : inside) text.append(l.text).append("\n");
    auto patch = io::parse_json(text, source_);
    if (!patch) return tl::unexpected(patch.error());
    if (!patch->is_object()) return bad(line.number, "the experiment must be an object {…}");
    const auto wrong = [&](const Error& error) {
      const std::string_view all = error.message;
      return bad(line.number, "the experiment: " + std::string(all.substr(all.find(": ") + 2)));
    };
    (*patch)["version"] = io::kExperimentVersion;
    if (auto alone = io::parse_experiment(patch->dump(), "x"); !alone) return wrong(alone.error());
    if (io::Json& kernel = base_["kernel"];
        patch->contains("kernel") && (*patch)["kernel"].contains("preset"))
      kernel.erase("values");  // a preset replaces what was typed before
    base_.merge_patch(*patch);
    const std::string all = base_.dump();
    if (all.size() > kMaxExperiment)  // every step reads and keeps it
      return bad(line.number, fmt::format("the experiment has become {} long; a lesson's has at most {}",
                                          io::bytes_text(static_cast<int64_t>(all.size())),
                                          io::bytes_text(kMaxExperiment)));
    auto whole = io::parse_experiment(all, "x");
    if (!whole) return wrong(whole.error());
    whole_ = std::move(*whole);
    return {};
  }

  std::vector<Line> lines_;
  const std::string& source_;
  size_t at_ = 0;
  Lesson lesson_;
  std::string words_;
  int words_line_ = 1;
  bool has_experiment_ = false;  ///< of this step
  io::Json base_;                ///< the experiment of this step, as JSON
  Experiment whole_;
};

}  // namespace

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

Error complaint(const std::string& source, int line, const std::string& what) {
  constexpr size_t kMost = 600;  // bytes; a line of the file may be as long as the file
  const std::string clean = io::clean_text(what, kMost);
  return Error{fmt::format("{}, line {}: {}{}", source, line, clean, clean.ends_with('.') ? "" : ".")};
}

Result<Text> text_of(std::string_view text, const std::string& source, int line) {
  auto parsed = parse_text(text);
  if (!parsed) return tl::unexpected(complaint(source, line, parsed.error().message));
  for (const Span& span : *parsed) {
    const std::string why = span.target.empty() ? "" : not_a_part(span.target);
    if (!why.empty()) return tl::unexpected(complaint(source, line, why));
  }
  return parsed;
}

Result<Lesson> parse_lesson(const std::string& text, const std::string& source) {
  return LessonReader(text, source).read();
}

}  // namespace sep::lessons

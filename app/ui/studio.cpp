// Bodies of studio.h: making everything, and one frame of it.
#include "ui/studio.h"

#include <backends/imgui_impl_opengl3.h>
#include <epoxy/gl.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "io/paths.h"
#include "ui/actions.h"
#include "ui/export_window.h"
#include "ui/fonts.h"
#include "ui/ground.h"
#include "ui/imgui_compat.h"
#include "ui/lessons/highlight.h"
#include "ui/lessons/lesson_panel.h"
#include "ui/look_actions.h"
#include "ui/pace.h"
#include "ui/save_files.h"
#include "ui/shader_family.h"
#include "ui/shell.h"
#include "ui/spectrum.h"
#include "ui/start.h"
#include "ui/timeline_actions.h"

namespace sep::ui {
namespace {

void read_settings(Studio& s) {
  if (auto settings = load_settings()) {
    s.settings = std::move(*settings);
  } else {
    s.session.say(settings.error().message + "; the defaults are used", Message::Kind::error);
  }
  s.state.left_folded = s.settings.left_folded;
  s.state.right_folded = s.settings.right_folded;
  s.state.show_hint = s.settings.show_hint;
  s.state.light = s.settings.light;
  s.state.less_motion = s.settings.less_motion;
  for (const PanelEntry& p : panel_entries())
    s.state.hidden[static_cast<size_t>(p.id)] = std::ranges::count(s.settings.hidden, p.name) > 0;
  if (!s.settings.folder.empty()) s.browser.set_folder(s.settings.folder);
}

}  // namespace

void say_notes(Studio& s, const std::vector<std::string>& notes, std::optional<Message::Kind> kind) {
  std::string text;
  for (const std::string& note : notes) {
    text += (text.empty() ? "" : " ") + note;
    if (text.back() != '.') text += '.';
  }
  const bool warns = s.session.plan() != nullptr && holds_not_finite(*s.session.plan());
  if (!text.empty()) s.session.say(text, kind.value_or(warns ? Message::Kind::error : Message::Kind::note));
}

Result<std::unique_ptr<Studio>> make_studio(const LaunchOptions& options, float scale, bool interactive,
                                            Reading begun) {
  const auto data = io::data_dir();
  if (!data) return fail(data.error().message);
  const std::filesystem::path shaders = options.shaders.empty() ? *data / "shaders" : options.shaders;
  auto engine = gpu::Engine::create(shaders);
  if (!engine) return fail(engine.error().message);
  use_remembered_family(**engine);
  auto diagram = view::Diagram::create(shaders);
  if (!diagram) return fail(diagram.error().message);
  auto studio = std::make_unique<Studio>(std::move(*engine), std::move(*diagram));
  studio->interactive = interactive;
  studio->followed.shaders = shaders;
  studio->followed.developer = !options.shaders.empty();
  studio->theme.scale = scale * (options.presenter ? kPresenterScale : 1);
  studio->theme.large = options.presenter;
  const std::string stand_in = load_fonts(studio->theme);
  if (interactive) read_settings(*studio);
  studio->state.presenter = options.presenter;
  studio->state.stacks_only = options.stacks_only;
  studio->state.light = studio->state.light || options.light;
  set_look(*studio);
  studio->reports.set_paths(options.ui_map, options.state);
  if (!stand_in.empty() && interactive) studio->session.say(stand_in);
  if (auto started = start(*studio, options, std::move(begun)); !started)
    return fail(started.error().message);
  studio->session.read_beside(interactive);
  return studio;
}

bool begin_area(const char* name, const Rect& rect, ImU32 fill, ImVec2 padding, int extra_flags) {
  ImGui::SetNextWindowPos(rect.min);
  ImGui::SetNextWindowSize({rect.width(), rect.height()});
  ImGui::PushStyleColor(ImGuiCol_WindowBg, IM_COL32_BLACK_TRANS);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, padding);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1, 1});
  const bool visible =
      ImGui::Begin(name, nullptr,
                   ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                       ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings | extra_flags);
  ImGui::PopStyleVar(2);
  ImGui::PopStyleColor();
  add_lowest_ground(*ImGui::GetWindowDrawList(), rect.min, rect.max, fill);
  return visible;
}

void end_area() { ImGui::End(); }

PanelContext panel_context(Studio& s) {
  return {s.widgets, s.theme, s.session, s.state, s.edits, s.actions, s.messages};
}

void apply_edits(Studio& s) {
  std::vector<Edit> edits;
  edits.swap(s.edits);
  for (const Edit& e : edits) s.session.apply(e);
}

namespace {

/// Each works on what the one before it made.
void run_actions(Studio& s) {
  std::vector<std::string> actions;
  actions.swap(s.actions);
  for (const std::string& id : actions) {
    let_go_of_what_is_gone(s);
    run_action(id, s);
    apply_edits(s);
  }
}

using Clock = std::chrono::steady_clock;
double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// On software GL drawing a frame that shows nothing new takes longer than little work does: that is done
/// before the frame, so that the frame shows it.
double enough_ms(const Studio& s, double budget_ms) {
  constexpr double kLittleMs = 30;
  constexpr int64_t kLittle = 250'000'000;  // multiplications of both paths
  const Plan* plan = s.session.plan();
  if (budget_ms < 0 || !s.engine->software() || plan == nullptr || !s.session.busy()) return budget_ms;
  const bool little = plan->totals.separable + plan->totals.standard <= kLittle;
  return little ? std::max(budget_ms, kLittleMs) : budget_ms;
}

void advance(Studio& s, double budget_ms) {
  const auto start = Clock::now();
  const double enough = enough_ms(s, budget_ms), pause = pause_ms(s.times.shown_ms);
  s.session.advance(enough);
  if (enough > budget_ms && s.session.busy() && s.engine->left_ms() <= pause) s.session.advance(pause);
  s.times.work_ms = ms_since(start);
}

void build(Studio& s, ImVec2 size, double budget_ms) {
  apply_edits(s);  // of the last frame, before anything else changes what they were made from
  take_answers(s);
  follow_lesson(s);
  let_go_of_what_is_gone(s);
  const Layout layout = make_layout(size, s.theme.scale, s.state);
  s.widgets.begin_frame();
  s.state.parts.clear();
  queue_shortcuts(s);
  if (layout.top.height() > 0) draw_top_bar(s, layout);
  draw_left_side(s, layout);
  draw_lesson_column(s, layout);
  apply_edits(s);
  run_actions(s);
  advance(s, budget_ms);
  let_go_of_what_is_gone(s);
  draw_centre(s, layout);
  draw_right_side(s, layout);
  draw_status(s, layout);
  draw_highlights(s, layout);
  draw_dialogs(s);
  follow_export(s);
  draw_reading(s, s.exporting.run ? 1 : 0);
  draw_saving(s, (s.exporting.run ? 1 : 0) + (reads_for_the_user(s) ? 1 : 0));
  if (const auto picked = s.layers.draw(s.widgets)) choose_layer(s, picked->of, picked->index);
  if (s.layers.take_whole()) s.actions.emplace_back("file.whole_model");
  for (Message& m : s.messages) s.session.say(std::move(m.text), m.kind);
  s.messages.clear();
  if (!ImGui::IsMouseDown(0)) s.session.end_drag();
  compat::close_popups_of_nobody();
}

/// The ground of the parts that change, or of everything. False when nothing changes.
bool clear_changes(Studio& s, ImDrawData& frame) {
  const ImVec4 back = ImGui::ColorConvertU32ToFloat4(s.theme.background);
  glClearColor(back.x, back.y, back.z, 1);
  if (!s.damage) {
    glClear(GL_COLOR_BUFFER_BIT);
    return true;
  }
  const std::vector<view::PixelBox> boxes = s.damage->keep_changes(frame, s.theme.background);
  const int height = static_cast<int>(frame.DisplaySize.y);
  glEnable(GL_SCISSOR_TEST);
  for (const view::PixelBox& b : boxes) {
    glScissor(b.x0, height - b.y1, b.x1 - b.x0, b.y1 - b.y0);
    glClear(GL_COLOR_BUFFER_BIT);
  }
  glDisable(GL_SCISSOR_TEST);
  return !boxes.empty();
}

void draw_lists(Studio& s, ImDrawData& frame) {
  s.changed = clear_changes(s, frame);
  if (!s.changed) return;
  guard_draw_lists(s.health);
  ImGui_ImplOpenGL3_RenderDrawData(&frame);
}

}  // namespace

bool draw_frame(Studio& s, ImVec2 size, double budget_ms) {
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = size;
  io.DisplayFramebufferScale = {s.framebuffer_scale, s.framebuffer_scale};
  // ImGui's own keyboard navigation serves menus and dialogs; elsewhere the arrow keys belong to sliders and
  // pictures
  const bool popup = ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
  io.ConfigFlags = popup && !s.browser.visible() && !s.layers.visible()
                       ? io.ConfigFlags | ImGuiConfigFlags_NavEnableKeyboard
                       : io.ConfigFlags & ~ImGuiConfigFlags_NavEnableKeyboard;
  ImGui_ImplOpenGL3_NewFrame();
  const auto began = Clock::now();
  ImGui::NewFrame();
  build(s, size, budget_ms);
  ImGui::Render();
  s.times.build_ms = ms_since(began) - s.times.work_ms;
  ++s.frame;
  const auto built = Clock::now();
  glBindFramebuffer(GL_FRAMEBUFFER, s.framebuffer);
  glViewport(0, 0, static_cast<GLsizei>(size.x * s.framebuffer_scale),
             static_cast<GLsizei>(size.y * s.framebuffer_scale));
  draw_lists(s, *ImGui::GetDrawData());
  s.times.draw_ms = ms_since(built);
  look_after_frame(s);
  if (!s.health.torn) take_window_picture(s, size);
  s.reports.write(s);
  s.wake_after_s = works_beside(s)                                        ? 0.02F
                   : s.session.measuring()                                ? 0.1F
                   : s.exporting.running() || s.engine->awaits_programs() ? 0.2F
                   : io.WantTextInput                                     ? 0.4F
                                                                          : s.widgets.wake_after_s();
  const float next_step_s = timeline_wake_s(s);
  if (next_step_s > 0 && (s.wake_after_s == 0 || next_step_s < s.wake_after_s)) s.wake_after_s = next_step_s;
  for (const std::string& text : s.engine->take_gl_messages())
    fmt::print(stderr, "sepscope: OpenGL: {}\n", text);
  const bool pointing = s.state.follow.pointed != s.state.follow.pointed_before;
  return s.health.torn || !s.session.settled() || s.state.moving || pointing ||
         s.state.lesson.player.entered || s.state.lesson.measured_anew || !s.edits.empty() ||
         !s.actions.empty() || (timeline_moves(s) && next_step_s == 0);
}

}  // namespace sep::ui

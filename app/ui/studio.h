// Everything that one window, or one picture without a window, consists of; and the one function that draws a
// frame of it.
#pragma once

#include <imgui.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "ui/app.h"
#include "ui/ask_file.h"
#include "ui/export_state.h"
#include "ui/file_browser.h"
#include "ui/filters/filter_files.h"
#include "ui/filters/layer_browser.h"
#include "ui/follow_files.h"
#include "ui/frame_health.h"
#include "ui/panel_context.h"
#include "ui/reading.h"
#include "ui/recovery.h"
#include "ui/report_files.h"
#include "ui/saving.h"
#include "ui/session.h"
#include "ui/settings.h"
#include "ui/widgets.h"
#include "view/damage.h"
#include "view/diagram.h"

namespace sep::ui {

/// What the last frame took, on the clock of whoever drew it. On software GL drawing computes at once; on a
/// GPU these are the times until the commands were given.
struct FrameTimes {
  double build_ms = 0;  ///< Dear ImGui's frame: panels, diagram, edits, without work_ms
  double work_ms = 0;   ///< stages computed, counted and timed
  double draw_ms = 0;   ///< clearing and drawing
  double shown_ms = 0;  ///< all of it until the frame was shown, without work_ms; whoever shows it says so
};

struct Studio {
  Studio(std::unique_ptr<gpu::Engine> e, std::unique_ptr<view::Diagram> d)
      : engine(std::move(e)), diagram(std::move(d)), session(*engine), widgets(theme) {}

  view::Theme theme;
  std::unique_ptr<gpu::Engine> engine;
  std::unique_ptr<view::Diagram> diagram;
  std::unique_ptr<view::Diagram> space;  ///< the same in space; made when it is first shown
  Session session;
  Widgets widgets;
  UiState state;
  Settings settings;
  Recovery recovery{{}};  ///< of nothing in a picture
  FileBrowser browser;
  ReportFiles reports;
  std::vector<Edit> edits;           ///< of this frame, not yet applied
  std::vector<std::string> actions;  ///< to run after this frame
  Reading opening;                   ///< the file that is being opened
  Saving saving;                     ///< the bundle that is being written
  uint64_t stand_in = 0;             ///< revision of the session while it shows what nobody began with
  FollowedFiles followed;            ///< files that are read again when they change
  FileAnswer file_answer;            ///< what the file dialog's answer is for
  FilterFiles filters;               ///< the model that is open, and the layer that is being made
  LayerBrowser layers;
  std::vector<Message> messages;  ///< to say after this frame
  bool interactive = true;        ///< false in a picture
  bool quit = false;
  bool rebuild_fonts = false;  ///< the interface scale changed
  FrameHealth health;
  /// Which pixels a frame draws where the target still holds the last one's; nothing: all of them.
  std::optional<view::Damage> damage;
  bool changed = true;  ///< the last frame drew anything
  FrameTimes times;
  unsigned framebuffer = 0;          ///< GL name of the target; 0: the window
  float framebuffer_scale = 1;       ///< pixels of the target for each of the window's
  view::Drawing* drawing = nullptr;  ///< takes what the diagram draws, but for tensors
  ExportState exporting;             ///< the hand-out that is asked for, or being made
  uint64_t frame = 0;
  int settle_frames = 0;   ///< that the loop will draw after this one even without input
  float wake_after_s = 0;  ///< draw again so long after this frame began even without input; 0: no need
};

/// Makes engine, diagram and the rest in the current GL and ImGui contexts; starts from what the options
/// name, else (interactive) from where the user left, else from the first experiment. Error: what the machine
/// lacks, in words.
/// begun: what the options name, where it is being read already. In a window that takes its time: until it is
/// there the first experiment stands in for it.
Result<std::unique_ptr<Studio>> make_studio(const LaunchOptions& options, float scale, bool interactive,
                                            Reading begun = {});

/// Builds and draws one frame into the current framebuffer of this size (window and framebuffer pixels are
/// the same here). budget_ms: GPU work that may be done in it (< 0: to the end). True when more frames are
/// needed to settle.
bool draw_frame(Studio& studio, ImVec2 size, double budget_ms);

/// Begins to read a file (dropped, or chosen) in place of one that is being read, and takes away the dialogs
/// about what is open now. A frame after it is read shows it, or says what went wrong; but while a dialog is
/// open, what that asks about stays.
void open_file(Studio& studio, const std::filesystem::path& file, ImageUse image_use = ImageUse::input);
/// Opens a dropped file; an image that was dropped on the kernel grid becomes the kernel. at: in the window.
void drop_file(Studio& studio, const std::filesystem::path& file, ImVec2 at);
/// Puts a file in front of those used lately, and the file dialog into its folder.
void remember_file(Studio& studio, const std::filesystem::path& file);
/// Says sentences as one message. Without a kind it is a note, or an error where the filters hold NaN or
/// infinity.
void say_notes(Studio& studio, const std::vector<std::string>& notes,
               std::optional<Message::Kind> kind = std::nullopt);
/// Once a frame, before anything is drawn: shows what was read and made beside the interface.
void take_answers(Studio& studio);
/// A file or a layer takes a while: says so, with Cancel. place: of the box.
void draw_reading(Studio& studio, int place);
/// Neither the file that is being read is wanted any more nor the layer that is being made.
void cancel_reading(Studio& studio);
bool reads_for_the_user(const Studio& studio);
/// Something is being read or saved for the user; what is read is stopped first.
bool can_stop(const Studio& studio);
void stop_newest(Studio& studio);
/// Something is done beside the window that a frame will show.
bool works_beside(const Studio& studio);
/// Begins to show a layer of a model.
void choose_layer(Studio& studio, const OpenModel& of, int index);
/// Lets go of what was kept or under the mouse and is not in the present plan.
void let_go_of_what_is_gone(Studio& studio);
/// Shows the layers of the model that the filters come from, reading it first when it is not open.
void show_layers(Studio& studio);

}  // namespace sep::ui

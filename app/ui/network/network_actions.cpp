// Opening the view of networks and what is chosen in it.
#include <GLFW/glfw3.h>

#include <array>

#include "ui/actions.h"
#include "ui/network/network_view.h"

namespace sep::ui {
namespace {

void show_whole_model(Studio& s) { s.opening.begin({s.filters.file(), ImageUse::input, {}, true}); }

bool has_model(const Studio& s) {
  return s.filters.model() != nullptr && s.filters.file().extension() == ".onnx";
}

/// The layer of the open model with this name, with its own weights.
bool open_model_layer(Studio& s, const std::string& name) {
  if (!has_model(s) || s.filters.file() != s.state.network.source) return false;
  const auto index = io::find_layer(*s.filters.model(), name);
  if (!index) return false;
  s.filters.choose(s.filters.open(), *index, s.session.experiment(), s.session.image_info().size);
  s.state.network.open = false;
  return true;
}

void toggle(Studio& s) {
  NetworkState& n = s.state.network;
  if (n.open || n.network) {
    if (n.open && s.opening.wish().whole_network) s.opening.cancel();
    n.open = !n.open;
    return;
  }
  if (has_model(s)) return show_whole_model(s);
  if (const auto shown = show_network(n, "mobilenet_v1"); !shown)
    s.session.say(shown.error().message, Message::Kind::error);
}

const std::array kActions{
    Action{"window.network", "Window", "Whole networks", GLFW_KEY_N, false, false, false, toggle, nullptr,
           [](const Studio& s) { return s.state.network.open; }},
    Action{"file.whole_model", "File", "Show the whole model", 0, false, false, false, show_whole_model,
           has_model},
};

}  // namespace

std::span<const Action> network_actions() { return kActions; }

void open_network_layer(Studio& s, int layer) {
  NetworkState& n = s.state.network;
  if (!n.costs || layer < 0 || layer >= static_cast<int>(n.costs->layers.size())) return;
  if (open_model_layer(s, n.costs->layers[static_cast<size_t>(layer)].name)) return;
  const auto described = describe(*n.network, n.costs->layers[static_cast<size_t>(layer)]);
  if (!described) return s.session.say("A layer without a convolution over pixels has nothing to show here.");
  LayerExperiment made = to_experiment(*described, s.session.experiment());
  made.experiment.bank = {};
  s.edits.push_back({"layer " + described->name, "", std::move(made.experiment)});
  n.open = false;
  say_notes(s, made.notes, Message::Kind::note);
}

}  // namespace sep::ui

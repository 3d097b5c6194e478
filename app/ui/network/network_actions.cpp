// Opening the view of networks and what is chosen in it.
#include <GLFW/glfw3.h>

#include <array>

#include "ui/actions.h"
#include "ui/network/network_view.h"

namespace sep::ui {
namespace {

void toggle(Studio& s) {
  NetworkState& n = s.state.network;
  if (n.open || n.network) {
    n.open = !n.open;
    return;
  }
  if (const auto shown = show_network(n, "mobilenet_v1"); !shown)
    s.session.say(shown.error().message, Message::Kind::error);
}

const std::array kActions{
    Action{"window.network", "Window", "Whole networks", GLFW_KEY_N, false, false, false, toggle, nullptr,
           [](const Studio& s) { return s.state.network.open; }},
};

}  // namespace

std::span<const Action> network_actions() { return kActions; }

void open_network_layer(Studio& s, int layer) {
  NetworkState& n = s.state.network;
  if (!n.costs || layer < 0 || layer >= static_cast<int>(n.costs->layers.size())) return;
  const auto described = describe(*n.network, n.costs->layers[static_cast<size_t>(layer)]);
  if (!described) return s.session.say("A layer without a convolution over pixels has nothing to show here.");
  LayerExperiment made = to_experiment(*described, s.session.experiment());
  made.experiment.bank = {};
  s.edits.push_back({"layer " + described->name, "", std::move(made.experiment)});
  n.open = false;
  say_notes(s, made.notes, Message::Kind::note);
}

}  // namespace sep::ui

// Dear ImGui's own table of OpenGL functions. Apart, because its names and libepoxy's are the same macros.
#include <backends/imgui_impl_opengl3_loader.h>

#include "gl_faults_table.h"

namespace sep::ui::testing {

void put_into_imgui(const std::map<std::string, void*>& hooks) {
  auto& gl = imgl3wProcs.gl;
  const auto put = [&hooks](auto& function, const char* name) {
    const auto found = hooks.find(name);
    if (found != hooks.end()) function = reinterpret_cast<std::decay_t<decltype(function)>>(found->second);
  };
  put(gl.GenBuffers, "glGenBuffers");
  put(gl.GenTextures, "glGenTextures");
  put(gl.GenVertexArrays, "glGenVertexArrays");
  put(gl.BufferData, "glBufferData");
  put(gl.BufferSubData, "glBufferSubData");
  put(gl.TexImage2D, "glTexImage2D");
  put(gl.CreateShader, "glCreateShader");
  put(gl.CompileShader, "glCompileShader");
  put(gl.CreateProgram, "glCreateProgram");
  put(gl.LinkProgram, "glLinkProgram");
  put(gl.DrawElementsBaseVertex, "glDrawElementsBaseVertex");
  put(gl.DrawElements, "glDrawElements");
}

}  // namespace sep::ui::testing

// Copies a tensor as the convolutions read and write: four vec4s an invocation, read through a buffer texture.
layout(local_size_x = 64) in;

layout(binding = 0) uniform samplerBuffer u_from;
layout(std430, binding = 0) writeonly buffer Output { vec4 o_values[]; };

uniform int u_texels;

void main() {
  int at = 4 * int(gl_GlobalInvocationID.x + gl_GlobalInvocationID.y * gl_NumWorkGroups.x * gl_WorkGroupSize.x);
  if (at + 3 >= u_texels) return;
  for (int i = 0; i < 4; ++i) o_values[at + i] = texelFetch(u_from, at + i);
}

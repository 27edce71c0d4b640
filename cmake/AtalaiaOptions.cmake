# SPDX-License-Identifier: GPL-3.0-or-later
# One INTERFACE target with warnings, Qt macros, sanitizers and hardening; every target of ours links it.
add_library(atalaia_options INTERFACE)

target_compile_definitions(atalaia_options INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
  QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_FOREACH QT_STRICT_ITERATORS QT_NO_CONTEXTLESS_CONNECT)

target_compile_options(atalaia_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Woverloaded-virtual -Wnon-virtual-dtor -Wold-style-cast -Wcast-qual
  -fvisibility=hidden $<$<BOOL:${ATALAIA_WERROR}>:-Werror>)

if(ATALAIA_FUZZ)
  target_compile_options(atalaia_options INTERFACE -fsanitize=fuzzer-no-link,address -fno-omit-frame-pointer)
  target_link_options(atalaia_options INTERFACE -fsanitize=address)
elseif(ATALAIA_SANITIZE)
  string(REPLACE ";" "," atalaia_sanitizers "${ATALAIA_SANITIZE}")
  target_compile_options(atalaia_options INTERFACE
    -fsanitize=${atalaia_sanitizers} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(atalaia_options INTERFACE -fsanitize=${atalaia_sanitizers})
else()
  target_compile_options(atalaia_options INTERFACE -fstack-protector-strong)
  target_compile_definitions(atalaia_options INTERFACE $<$<NOT:$<CONFIG:Debug>>:_FORTIFY_SOURCE=2>)
  target_link_options(atalaia_options INTERFACE $<$<STREQUAL:$<TARGET_PROPERTY:TYPE>,EXECUTABLE>:-pie> -Wl,-z,relro,-z,now)
endif()

# mold links the debug builds three times faster where it is installed; nothing depends on it.
find_program(ATALAIA_MOLD mold)
mark_as_advanced(ATALAIA_MOLD)
if(ATALAIA_MOLD)
  target_link_options(atalaia_options INTERFACE -fuse-ld=mold)
endif()

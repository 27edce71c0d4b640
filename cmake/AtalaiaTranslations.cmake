# SPDX-License-Identifier: GPL-3.0-or-later
# The screens' texts in every language, compiled into atalaia_console and so into all that links it, as
# :/i18n/atalaia_*.qm. `cmake --build --preset dev --target update_translations` brings the .ts files up to date.
#
# Not qt_add_translations: it asks lupdate for the same things in every file, but the English one holds plural
# forms only. Before Qt 6.7 lupdate would also see the sources of one target only.
set(translated_sources)
foreach(target atalaia_models atalaia_ui atalaia_console)
  get_target_property(sources ${target} SOURCES)
  get_target_property(folder ${target} SOURCE_DIR)
  list(FILTER sources INCLUDE REGEX "\\.(cpp|h)$")
  foreach(source ${sources})
    cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY ${folder} NORMALIZE)
    cmake_path(IS_PREFIX CMAKE_SOURCE_DIR ${source} is_in_tree)
    cmake_path(IS_PREFIX CMAKE_BINARY_DIR ${source} is_generated)
    if(is_in_tree AND NOT is_generated)
      list(APPEND translated_sources ${source})
    endif()
  endforeach()
endforeach()
list(SORT translated_sources)
list(JOIN translated_sources "\n" translated_lines)
# Without the headers lupdate would not know in which namespace a class is. Read by tests/translations.py too.
set(translated_list ${CMAKE_BINARY_DIR}/translatedsources.txt)
file(CONFIGURE OUTPUT ${translated_list} CONTENT "-I@CMAKE_SOURCE_DIR@/ui\n-I@CMAKE_SOURCE_DIR@/app/console\n@translated_lines@\n" @ONLY)

set(english ${CMAKE_SOURCE_DIR}/translations/atalaia_en.ts)
set(translations ${CMAKE_SOURCE_DIR}/translations/atalaia_pt_BR.ts)
set(lupdate_options -silent -locations none -no-obsolete)
add_custom_target(update_translations
  COMMAND Qt6::lupdate ${lupdate_options} -pluralonly @${translated_list} -ts ${english}
  COMMAND Qt6::lupdate ${lupdate_options} @${translated_list} -ts ${translations}
  VERBATIM
)

qt_add_lrelease(atalaia_console TS_FILES ${english} ${translations} OPTIONS -silent QM_FILES_OUTPUT_VARIABLE compiled)
qt_add_resources(atalaia_console translations PREFIX /i18n BASE ${CMAKE_CURRENT_BINARY_DIR} FILES ${compiled})

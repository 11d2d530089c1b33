# tablerock_deflate: libdeflate, as a target to link: the archive where TABLEROCK_STATIC is ON, else the shared library.
# Also read by tablerockConfig.cmake, so it depends on nothing of ours.
if(TARGET tablerock_deflate)
  return()
endif()

find_path(TABLEROCK_DEFLATE_INCLUDE_DIR libdeflate.h REQUIRED)
if(TABLEROCK_STATIC)
  find_library(TABLEROCK_LIBRARY_deflate libdeflate.a REQUIRED)
else()
  find_library(TABLEROCK_LIBRARY_deflate deflate REQUIRED)
endif()
mark_as_advanced(TABLEROCK_DEFLATE_INCLUDE_DIR TABLEROCK_LIBRARY_deflate)

add_library(tablerock_deflate INTERFACE IMPORTED GLOBAL)
target_include_directories(tablerock_deflate INTERFACE ${TABLEROCK_DEFLATE_INCLUDE_DIR})
target_link_libraries(tablerock_deflate INTERFACE ${TABLEROCK_LIBRARY_deflate})

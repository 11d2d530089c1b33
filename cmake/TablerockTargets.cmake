# How every target of this project is compiled: one place for the standard, the warnings and the sanitizers.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)

add_library(tablerock_compile_options INTERFACE)
target_compile_options(tablerock_compile_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
target_include_directories(tablerock_compile_options INTERFACE
  ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/include)
if(TABLEROCK_SANITIZE)
  target_compile_options(tablerock_compile_options INTERFACE
    -fsanitize=${TABLEROCK_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined
    # gcc 12 sees ghosts in instrumented code; clang is for the fuzz preset alone, gcc says what counts as a warning.
    $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized> $<$<CXX_COMPILER_ID:Clang>:-w>)
  target_link_options(tablerock_compile_options INTERFACE -fsanitize=${TABLEROCK_SANITIZE})
endif()

# tablerock_library(FOLDER SOURCES file… LINKS library…): the library of one folder of src/, named tablerock_FOLDER.
function(tablerock_library folder)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  add_library(tablerock_${folder} STATIC ${ARG_SOURCES})
  target_link_libraries(tablerock_${folder} PUBLIC ${ARG_LINKS} PRIVATE tablerock_compile_options)
  target_include_directories(tablerock_${folder} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/src>)
endfunction()

# tablerock_test(NAME SOURCES file… LINKS library…): a GoogleTest program whose tests ctest lists one by one.
function(tablerock_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_LINKS} tablerock_compile_options GTest::gtest_main)
  target_compile_definitions(${name} PRIVATE TABLEROCK_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data"
                                             TABLEROCK_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  # A test that hangs must not hold up all others.
  set(properties TIMEOUT 300)
  if(TABLEROCK_SANITIZE MATCHES thread)
    list(APPEND properties ENVIRONMENT "TSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/thread_sanitizer.supp")
  endif()
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 PROPERTIES ${properties})
endfunction()

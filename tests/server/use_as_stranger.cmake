# Installs BUILD_DIRECTORY to a prefix of its own, then builds and runs the stranger's program against that.
# cmake -DBUILD_DIRECTORY=… -DSTRANGER_DIRECTORY=… -DWORK_DIRECTORY=… -DCXX_COMPILER=… -P use_as_stranger.cmake
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${ARGN}\nended with ${status}:\n${output}")
  endif()
endfunction()

file(REMOVE_RECURSE ${WORK_DIRECTORY})
run(${CMAKE_COMMAND} --install ${BUILD_DIRECTORY} --prefix ${WORK_DIRECTORY}/prefix)
run(${WORK_DIRECTORY}/prefix/bin/tablerock --version)
run(${CMAKE_COMMAND} -S ${STRANGER_DIRECTORY} -B ${WORK_DIRECTORY}/build
  -DCMAKE_CXX_COMPILER=${CXX_COMPILER} -DCMAKE_PREFIX_PATH=${WORK_DIRECTORY}/prefix)
run(${CMAKE_COMMAND} --build ${WORK_DIRECTORY}/build)
run(${WORK_DIRECTORY}/build/stranger)

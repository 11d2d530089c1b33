# What `cmake --install` puts where: the program, and the embedding library for find_package(tablerock).
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

# All folders in one archive, behind the headers of include/tablerock: an embedding program needs none of ours.
set(tablerock_objects)
foreach(folder IN LISTS folders)
  if(TARGET tablerock_${folder})
    list(APPEND tablerock_objects $<TARGET_OBJECTS:tablerock_${folder}>)
  endif()
endforeach()
add_library(tablerock_embedding STATIC ${tablerock_objects})
set_target_properties(tablerock_embedding PROPERTIES OUTPUT_NAME tablerock EXPORT_NAME tablerock LINKER_LANGUAGE CXX)
target_include_directories(tablerock_embedding INTERFACE
  $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
target_link_libraries(tablerock_embedding INTERFACE tablerock_rocksdb tablerock_deflate)
target_compile_features(tablerock_embedding INTERFACE cxx_std_20)

install(TARGETS tablerock RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS tablerock_embedding EXPORT tablerockTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/tablerock DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})

set(tablerock_package_directory ${CMAKE_INSTALL_LIBDIR}/cmake/tablerock)
install(EXPORT tablerockTargets NAMESPACE tablerock:: DESTINATION ${tablerock_package_directory})
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/tablerockConfig.cmake.in
  ${PROJECT_BINARY_DIR}/tablerockConfig.cmake INSTALL_DESTINATION ${tablerock_package_directory})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/tablerockConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES
  ${PROJECT_BINARY_DIR}/tablerockConfig.cmake ${PROJECT_BINARY_DIR}/tablerockConfigVersion.cmake
  ${PROJECT_SOURCE_DIR}/cmake/TablerockRocksDb.cmake ${PROJECT_SOURCE_DIR}/cmake/TablerockDeflate.cmake
  DESTINATION ${tablerock_package_directory})

# What `cmake --install` puts where, and the Debian package that `cpack -G DEB` makes of it. The package
# is made by packaging/build-deb, which also writes the list of licenses that it holds.

set(execlint_docs ${CMAKE_INSTALL_DATADIR}/doc/execlint)
if(SKBUILD)  # pip builds a wheel, which takes the component `program` alone: pyproject.toml
  set(CMAKE_INSTALL_BINDIR ${SKBUILD_SCRIPTS_DIR})
endif()
install(TARGETS execlint RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program)

# What belongs to the component `plain`, here and in cmake/manual.cmake, the Debian package has in a
# form, or at a place, of Debian's own.
install(FILES LICENSE CHANGELOG.md DESTINATION ${execlint_docs} COMPONENT plain)

# What only the Debian package has. packaging/build-deb writes it in the build folder.
install(DIRECTORY ${CMAKE_BINARY_DIR}/debian/ DESTINATION ${CMAKE_INSTALL_DATADIR}
  COMPONENT debian EXCLUDE_FROM_ALL)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME execlint)
set(CPACK_PACKAGE_CONTACT "execlint maintainers <maintainers@execlint.invalid>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_INSTALL_CMAKE_PROJECTS
  "${CMAKE_BINARY_DIR};execlint;program;/" "${CMAKE_BINARY_DIR};execlint;Unspecified;/"
  "${CMAKE_BINARY_DIR};execlint;debian;/")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "static analyzer for Amazon ECS Exec")
set(CPACK_PACKAGE_DESCRIPTION
"execlint tells, from infrastructure code, whether ECS Exec will work, who
could open a session, and whether anyone would know. It reads Terraform,
CloudFormation, ECS task definitions and services as JSON, and IAM policies.
It opens no network connection and executes nothing that it reads.")
include(CPack)

# The man page and the completions of shells, which the program itself writes. They are left out where
# it is built for another machine and cannot run here.

if(CMAKE_CROSSCOMPILING AND NOT CMAKE_CROSSCOMPILING_EMULATOR)
  return()
endif()

set(manual ${CMAKE_BINARY_DIR}/manual)
add_custom_command(TARGET execlint POST_BUILD
  COMMAND ${CMAKE_COMMAND} -E make_directory ${manual}
  COMMAND execlint man > ${manual}/execlint.1
  COMMAND gzip -9nf ${manual}/execlint.1
  COMMAND execlint completions bash > ${manual}/execlint
  COMMAND execlint completions zsh > ${manual}/_execlint
  COMMAND execlint completions fish > ${manual}/execlint.fish
  COMMENT "" VERBATIM)
install(FILES ${manual}/execlint.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${manual}/execlint DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${manual}/_execlint DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions
  COMPONENT plain)
install(FILES ${manual}/execlint.fish
  DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
